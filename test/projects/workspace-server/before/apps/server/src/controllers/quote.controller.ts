export function quote() {}
