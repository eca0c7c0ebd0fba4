import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { AtEnd } from './program.ts'

/** Stands between the program and a server, over TCP: like a load balancer, and like a network that fails. */
export interface Forwarder {
  port: number
  /** New connections lead there; those that are open stay where they are. */
  lead(port: number): void
  /** Nothing goes through the open connections any more, and they stay open; gives how many. New ones work. */
  silence(): number
  /**
   * Answers stay away until `letGo`, also on connections that are opened meanwhile; what is sent goes through. With a word:
   * from the first request on that holds it.
   */
  hold(word?: string): void
  letGo(): void
  /** How many connections were opened so far. */
  opened(): number
}

export const startForwarder = async (to: number, atEnd: AtEnd = onTestFinished): Promise<Forwarder> => {
  let target = to
  let count = 0
  let isHolding = false
  let holdFrom: string | null = null
  const pairs = new Set<[Socket, Socket]>()
  const hold = () => {
    isHolding = true
    holdFrom = null
    for (const [inner, outer] of pairs) outer.unpipe(inner)
  }
  const server = createServer((inner) => {
    count += 1
    const outer = connect(target, '127.0.0.1')
    const pair: [Socket, Socket] = [inner, outer]
    pairs.add(pair)
    inner.on('data', (chunk: Buffer) => {
      if (holdFrom !== null && chunk.includes(holdFrom)) hold()
    })
    inner.pipe(outer)
    if (!isHolding) outer.pipe(inner)
    const end = () => {
      pairs.delete(pair)
      inner.destroy()
      outer.destroy()
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as { port: number }).port,
    lead: (port) => {
      target = port
    },
    silence: () => {
      for (const [inner, outer] of pairs) {
        inner.unpipe(outer)
        outer.unpipe(inner)
        inner.pause()
        outer.pause()
      }
      return pairs.size
    },
    hold: (word) => {
      if (word === undefined) hold()
      else holdFrom = word
    },
    letGo: () => {
      isHolding = false
      for (const [inner, outer] of pairs) outer.pipe(inner)
    },
    opened: () => count,
  }
}
