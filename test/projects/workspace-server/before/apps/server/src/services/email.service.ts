export function mail() {}
