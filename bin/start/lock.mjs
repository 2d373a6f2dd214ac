import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const POLL_MS = 100

/** Runs the work while no other process does the same; what a killed one left behind is taken over. */
export async function alone(file, work) {
  mkdirSync(path.dirname(file), { recursive: true })
  while (!take(file)) await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!lives(holderOf(file))) rmSync(file, { force: true })
    return false
  }
}

/** The process that holds the lock; none while it is still being written or has just gone. */
function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || process.pid
  } catch {
    return process.pid
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
