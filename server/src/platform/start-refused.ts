/** Why the platform does not start, in words for the person at the terminal; no stack, no log line. */
export class StartRefused extends Error {}

/** Why a folder or an address cannot be taken, in words; what else went wrong is passed on as it is. */
export function refusedBySystem(
  error: unknown,
  what: { dataDir: string } | { host: string; port: number | null },
): Error {
  const { code, message } = error as NodeJS.ErrnoException
  const words = code && ('dataDir' in what ? FOLDER[code] : ADDRESS[code])
  if (!words) return error instanceof Error ? error : new Error(String(error))
  const at = 'dataDir' in what ? what.dataDir : what.port === null ? what.host : `${what.host}:${what.port}`
  return new StartRefused(`${words.zh(at)}\n${words.en(at)}`, { cause: message })
}

type Words = Readonly<Record<string, { zh: (at: string) => string; en: (at: string) => string }>>

const CLOSED = {
  zh: (at: string) => `无权写入数据目录 ${at}。请换一个目录（--data），或改变它的权限。`,
  en: (at: string) => `The data folder ${at} cannot be written. Choose another with --data, or change its permissions.`,
}
const NO_FOLDER = {
  zh: (at: string) => `数据目录 ${at} 不是文件夹（同名的文件已存在，或上级不是文件夹）。`,
  en: (at: string) => `The data folder ${at} is no folder: a file has that name, or stands above it.`,
}
const FOLDER: Words = {
  EACCES: CLOSED,
  EPERM: CLOSED,
  EROFS: CLOSED,
  ENOENT: CLOSED,
  EEXIST: NO_FOLDER,
  ENOTDIR: NO_FOLDER,
  ENOSPC: {
    zh: (at) => `磁盘已满，无法写入数据目录 ${at}。`,
    en: (at) => `The disk is full; the data folder ${at} cannot be written.`,
  },
}
const NO_HOST = {
  zh: (at: string) => `本机没有地址 ${at}，请检查 HOST。`,
  en: (at: string) => `This machine has no address ${at}; look at HOST.`,
}
const ADDRESS: Words = {
  EADDRINUSE: {
    zh: (at) => `${at} 已被别的程序占用。请换一个端口（PORT 或 --port），不指定则自动选用空闲端口。`,
    en: (at) => `Another program listens on ${at}. Choose another PORT; without one the first free port is taken.`,
  },
  EACCES: {
    zh: (at) => `无权使用 ${at}；1024 以下的端口需要管理员权限。`,
    en: (at) => `${at} may not be used; a port below 1024 needs an administrator.`,
  },
  ENOTFOUND: NO_HOST,
  EADDRNOTAVAIL: NO_HOST,
  EAI_AGAIN: NO_HOST,
}
