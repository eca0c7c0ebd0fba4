import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { AtEnd } from './program.ts'
import { type Command, createCommandReader } from './redis-commands.ts'

/** Stands between the program and its Redis, knows what is written, and can hold it. */
export interface RedisGate {
  port: number
  /** How often each write was made so far. */
  counts(): ReadonlyMap<string, number>
  /**
   * Holds the next write of that name, before or after its effect, and all that follows on its connection, without an answer.
   * `met` resolves when it is there, with its effect where it has one.
   */
  hold(name: string, when: 'before' | 'after'): { met: Promise<void>; over(): void }
}

interface Hold {
  name: string
  when: 'before' | 'after'
  meet(): void
}

/** `nameOf`: what a command is called; null for what changes nothing. */
export const startRedisGate = async (
  to: number,
  nameOf: (command: Command) => string | null,
  atEnd: AtEnd,
): Promise<RedisGate> => {
  const counted = new Map<string, number>()
  const sockets = new Set<Socket>()
  let held: Hold | null = null

  const server = createServer((inner) => {
    const outer = connect(to, '127.0.0.1')
    const read = createCommandReader()
    let isHeld = false
    const end = () => {
      for (const socket of [inner, outer]) {
        sockets.delete(socket)
        socket.destroy()
      }
    }
    for (const socket of [inner, outer]) {
      sockets.add(socket)
      socket.setNoDelay(true).on('error', end).on('close', end)
    }
    /** From now on nothing goes to Redis, and no answer comes back. */
    const keepBack = ({ when, meet }: Hold) => {
      isHeld = true
      held = null
      outer.unpipe(inner)
      if (when === 'before') return meet()
      outer.resume()
      outer.once('data', meet)
    }
    inner.on('data', (chunk: Buffer) => {
      if (isHeld) return
      const through: Buffer[] = []
      for (const command of read(chunk)) {
        const name = nameOf(command)
        if (name !== null) counted.set(name, (counted.get(name) ?? 0) + 1)
        const hold = held !== null && held.name === name ? held : null
        if (hold?.when !== 'before') through.push(command.bytes)
        if (hold === null) continue
        keepBack(hold)
        break
      }
      if (through.length > 0) outer.write(Buffer.concat(through))
    })
    outer.pipe(inner)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as { port: number }).port,
    counts: () => counted,
    hold: (name, when) => {
      let meet = () => {}
      const met = new Promise<void>((resolve) => {
        meet = resolve
      })
      held = { name, when, meet }
      return {
        met,
        over: () => {
          held = null
        },
      }
    },
  }
}
