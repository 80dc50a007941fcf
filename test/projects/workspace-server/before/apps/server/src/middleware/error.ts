export class AppError extends Error {}
export function onError(err, _req, res, _next) {
  res.status(500).end();
}
