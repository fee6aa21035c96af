const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EEXIST: 'a part of the path is a file, not a directory',
  EISDIR: 'a directory of that name is in its place',
  ENOENT: 'the directory does not exist',
  EMFILE: 'too many files are open',
  EFBIG: 'the file is larger than allowed',
}

/** Why a file could not be written, for a person; the system's own text where it has no words here. */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return 'it could not be written'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return WORDS[code] === undefined ? error.message : `${WORDS[code]} (${code})`
}
