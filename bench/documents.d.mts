export type Kind = 'dockerfile' | 'compose' | 'workflow';
export const SIZES: Readonly<Record<'small' | 'medium' | 'large', number>>;
export const KINDS: Readonly<Record<Kind, { readonly path: string; readonly languageId: string; readonly typeBehind: RegExp }>>;
export function documentOf(kind: Kind, lines: number): string;
