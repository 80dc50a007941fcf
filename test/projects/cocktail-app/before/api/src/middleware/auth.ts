import jwt from 'jsonwebtoken';

const JWT_SECRET = process.env.JWT_SECRET;
if (!JWT_SECRET || JWT_SECRET.length < 32) {
  process.exit(1);
}

export function auth(req, res, next) {
  req.user = jwt.verify(req.cookies.token, JWT_SECRET);
  next();
}
