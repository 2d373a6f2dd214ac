import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a folder and what is missing above it, and throws the system's error where one cannot be made.
 *
 * Not `mkdirSync` with `recursive`: where a folder exists in which the system makes none and calls that ENOENT, as in
 * `/proc`, Node looks for the missing parent for ever.
 */
export function makeFolder(folder: string): void {
  const at = path.resolve(folder)
  if (isFolder(at)) return
  if (at !== path.dirname(at)) makeFolder(path.dirname(at))
  try {
    mkdirSync(at)
  } catch (error) {
    // Somebody else was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolder(at)) throw error
  }
}

function isFolder(at: string): boolean {
  return statSync(at, { throwIfNoEntry: false })?.isDirectory() ?? false
}
