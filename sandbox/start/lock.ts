import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Stands in the folder while it is in use. */
export const LOCK_FILE = 'lock.json'

type Holder = { pid: number; url?: string }

const isAlive = (pid: number): boolean => {
  // In a container started anew the numbers begin anew, too: it may be our own.
  if (pid === process.pid || pid === process.ppid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Undefined also for what a crash left half written. */
const readHolder = (file: string): Holder | undefined => {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder> | null
    return Number.isInteger(holder?.pid) ? (holder as Holder) : undefined
  } catch {
    return undefined
  }
}

export type Lock = {
  /** The address that a second sandbox names. */
  tell(url: string): void
  release(): void
}

/** The folder for this process alone; throws when another one that lives has it. */
export const takeLock = (folder: string): Lock => {
  const file = join(folder, LOCK_FILE)
  const write = (holder: Holder, flag: 'w' | 'wx') => writeFileSync(file, JSON.stringify(holder), { flag })
  const own = { pid: process.pid }
  try {
    write(own, 'wx')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const holder = readHolder(file)
    if (holder && isAlive(holder.pid)) {
      const where = holder.url ? `, ${holder.url}` : ''
      throw new Error(
        `a sandbox is running in this folder already (process ${holder.pid}${where}). ` +
          `Stop it first. If process ${holder.pid} is something else, delete ${file}.`,
      )
    }
    write(own, 'w')
  }
  return {
    tell: (url) => write({ ...own, url }, 'w'),
    release: () => rmSync(file, { force: true }),
  }
}
