import { createReadStream, createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'

const FORMAT = 1
const header = z.object({ sharelink: z.literal('backup'), format: z.literal(FORMAT), at: z.number() })
const row = z.object({ key: z.string(), ttl: z.number(), dump: z.string() })
const footer = z.object({ rows: z.number() })

type Row = z.output<typeof row>

/** The file is no backup, or not all of one. */
class BackupFileError extends Error {
  override readonly name = 'BackupFileError'
}

/** Writes a backup as one file, which only its owner may read; gives how many rows it has. It has its name once it is whole. */
export const writeBackup = async (path: string, rows: AsyncIterable<Row>, at: number): Promise<number> => {
  let count = 0
  async function* lines() {
    yield `${JSON.stringify({ sharelink: 'backup', format: FORMAT, at })}\n`
    for await (const one of rows) {
      count += 1
      yield `${JSON.stringify(one)}\n`
    }
    yield `${JSON.stringify({ rows: count })}\n`
  }
  const part = `${path}.part`
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(part, { mode: 0o600 }))
  await rename(part, path)
  return count
}

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** The lines of the file. Throws `BackupFileError` where it cannot be read to its end. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const source = createReadStream(path)
  const unzipped = createGunzip()
  source.on('error', (error) => unzipped.destroy(error)).pipe(unzipped)
  try {
    yield* createInterface({ input: unzipped })
  } catch (cause) {
    throw new BackupFileError(`${path} cannot be read, is cut off, or is no backup of Sharelink`, { cause })
  }
}

/** Gives each row of a backup, with when it was made. Throws `BackupFileError` at the end where the file is not whole. */
export async function* readBackup(path: string): AsyncGenerator<{ at: number; row: Row }> {
  let at: number | null = null
  let count = 0
  let isWhole = false
  for await (const line of linesOf(path)) {
    const value = parse(line)
    if (at === null) {
      const head = header.safeParse(value)
      if (!head.success)
        throw new BackupFileError('this is no backup of Sharelink that this version can read')
      at = head.data.at
      continue
    }
    const read = row.safeParse(value)
    if (read.success) {
      count += 1
      yield { at, row: read.data }
    } else {
      isWhole = footer.safeParse(value).data?.rows === count
    }
  }
  if (!isWhole) throw new BackupFileError('the file is cut off, or no backup of Sharelink')
}
