/** A command as it is on its way to Redis. */
export interface Command {
  words: Buffer[]
  bytes: Buffer
}

const NOTHING: Buffer = Buffer.alloc(0)

/** The number after `*` or `$` at that place, and where the line ends; null where it has not come whole. */
const numberAt = (bytes: Buffer, at: number): { value: number; next: number } | null => {
  const end = bytes.indexOf('\r\n', at)
  return end < 0 ? null : { value: Number(bytes.toString('latin1', at + 1, end)), next: end + 2 }
}

const commandAt = (bytes: Buffer, from: number): Command | null => {
  const count = numberAt(bytes, from)
  if (count === null) return null
  const words: Buffer[] = []
  let at = count.next
  for (let word = 0; word < count.value; word += 1) {
    const length = numberAt(bytes, at)
    const end = length === null ? Number.POSITIVE_INFINITY : length.next + length.value
    if (length === null || end + 2 > bytes.length) return null
    words.push(bytes.subarray(length.next, end))
    at = end + 2
  }
  return { words, bytes: bytes.subarray(from, at) }
}

/** Reads the commands of one connection out of its chunks (RESP: arrays of bulk strings, as all clients send them). */
export const createCommandReader = () => {
  let rest: Buffer = NOTHING
  return (chunk: Buffer): Command[] => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const commands: Command[] = []
    let at = 0
    for (
      let next = commandAt(rest, at);
      next !== null;
      next = at < rest.length ? commandAt(rest, at) : null
    ) {
      commands.push(next)
      at += next.bytes.length
    }
    rest = rest.subarray(at)
    return commands
  }
}
