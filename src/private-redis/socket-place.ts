import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

// sun_path holds 104 bytes on macOS and 108 on Linux, one of them the final zero; a longer one is cut off.
const longest = 103

type SocketPlace = { socketPath: string; temporaryDir: string | null }

/**
 * Where the server's Unix socket goes: into `dir`, named from the folder where the program works where that is shorter, or into a
 * fresh temporary folder when the path is too long. Tools look for it in `dir`.
 */
export const socketPlace = (dir: string): SocketPlace => {
  const inDir = join(dir, 'redis.sock')
  for (const socketPath of [inDir, relative(process.cwd(), inDir)])
    if (Buffer.byteLength(socketPath) <= longest) return { socketPath, temporaryDir: null }
  for (const base of [tmpdir(), '/tmp']) {
    const temporaryDir = mkdtempSync(join(base, 'sharelink-'))
    const shortPath = join(temporaryDir, 'redis.sock')
    if (Buffer.byteLength(shortPath) <= longest) return { socketPath: shortPath, temporaryDir }
    rmSync(temporaryDir, { recursive: true })
  }
  throw new Error(`no place for a socket with a path of at most ${longest} bytes`)
}
