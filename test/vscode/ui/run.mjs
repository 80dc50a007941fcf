export async function runUi() {
  return { passes: 0, failures: 0, pending: 0, where: 'x' };
}
