import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { isObject } from '../limits/report.ts'
import type { Json } from '../model.ts'

/** Slack asks its clients about so often whether they still live. */
const PING_MS = 5_000

/** One WebSocket of the app. */
export type Connection = {
  id: number
  /** Takes and sends messages; false for one that has fallen silent. */
  speaks(): boolean
  send(message: Json): void
  /** Resolves with the payload of the ack, rejects when the connection ends before. */
  ask(envelope: Json & { envelope_id: string }): Promise<Json | undefined>
  /** The close frame; the TCP connection is left to the app. */
  close(): void
  /** The TCP connection ends at once. */
  cut(): void
  /** Nothing is read or said any more, and the TCP connection stays. */
  fallSilent(): void
}

type Waiting = { acked(payload: Json | undefined): void; lost(error: Error): void }

const readAck = (raw: string): { id: string; payload: Json | undefined } | undefined => {
  try {
    const ack: unknown = JSON.parse(raw)
    if (!isObject(ack) || typeof ack.envelope_id !== 'string') return undefined
    return { id: ack.envelope_id, payload: isObject(ack.payload) ? ack.payload : undefined }
  } catch {
    return undefined
  }
}

/** An ack counts on the connection that its envelope came by, once. */
export const createConnection = (
  id: number,
  socket: WebSocket,
  tcp: Duplex,
  on: { ended(): void; stray(raw: string): void },
): Connection => {
  const waiting = new Map<string, Waiting>()
  let speaks = true
  // Slack answers a close frame and leaves the TCP connection open (release notes of @slack/socket-mode 3.2.0).
  const end = tcp.end.bind(tcp)
  tcp.end = () => (tcp.readableEnded ? end() : tcp)
  const pings = setInterval(() => socket.ping('Ping from applink-1'), PING_MS)
  socket.on('message', (data) => {
    const raw = String(data)
    const ack = readAck(raw)
    const found = ack && waiting.get(ack.id)
    if (!ack || !found) return on.stray(raw)
    waiting.delete(ack.id)
    found.acked(ack.payload)
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    clearInterval(pings)
    for (const one of waiting.values()) one.lost(new Error('the connection ended before the ack'))
    waiting.clear()
    on.ended()
  })
  const send = (message: Json): void => {
    if (speaks) socket.send(JSON.stringify(message))
  }
  return {
    id,
    speaks: () => speaks && socket.readyState === socket.OPEN,
    send,
    ask: (envelope) =>
      new Promise((acked, lost) => {
        waiting.set(envelope.envelope_id, { acked, lost })
        send(envelope)
      }),
    close: () => socket.close(1000),
    cut: () => socket.terminate(),
    fallSilent: () => {
      speaks = false
      clearInterval(pings)
      tcp.removeAllListeners('data')
      tcp.pause()
    },
  }
}
