/**
 * One spelling per URI: editors differ in the case of drive letters and in what they percent-encode.
 * The result is for comparing only; files are asked for by the URI that the client wrote.
 */
export function uriKey(uri: string): string {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(.*)$/s.exec(uri);
  if (!match) return uri;
  const [, scheme = '', authority = '', path = '', rest = ''] = match;
  const decoded = decode(path).replace(/^\/([A-Z]):/, (_, drive: string) => `/${drive.toLowerCase()}:`);
  return `${scheme.toLowerCase()}://${decode(authority).toLowerCase()}${decoded}${rest}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Path of a URI below a folder, both as keys, that of the folder without a slash at its end; undefined when it is not inside. */
export function pathBelow(folderKey: string, key: string): string | undefined {
  const prefix = `${folderKey}/`;
  if (!key.startsWith(prefix) || key.length === prefix.length) return undefined;
  const path = key.slice(prefix.length);
  return path.split('/').includes('..') ? undefined : path;
}

/** URI of a path below a folder, encoded as VS Code does it. */
export function childUri(folderUri: string, path: string): string {
  return `${folderUri.replace(/\/$/, '')}/${path.split('/').map(encode).join('/')}`;
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The folder that a file outside of all workspace folders is looked at from: its own, or for files below `.github` and the like
 * the one that holds that folder, because their kind shows in the path. Undefined for what has no folder, such as `untitled:`.
 */
export function looseFolderOf(uri: string): string | undefined {
  const match = /^(file:\/\/[^?#]*)\/[^/?#]+$/i.exec(uri);
  if (!match?.[1]) return undefined;
  const marker = /\/\.(?:github|gitea|forgejo)(?:\/|$)/i.exec(match[1]);
  return marker ? match[1].slice(0, marker.index) : match[1];
}

/** Last segment of a URI's path, decoded. */
export function nameOf(uri: string): string {
  const path = uri.replace(/[?#].*$/s, '').replace(/\/$/, '');
  return decode(path.slice(Math.max(path.lastIndexOf('/'), path.indexOf(':')) + 1));
}
