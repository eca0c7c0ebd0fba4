import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

/** No address is longer; a header may be. */
const LONGEST = 64

/** Whoever has one address of IPv6 has 2^64 more, all with the same first half. */
const firstHalf = (address: string): string => {
  const [head = '', tail] = address.split('::')
  const before = head.split(':').filter((group) => group !== '')
  const after = tail?.split(':').filter((group) => group !== '') ?? []
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array<string>(missing).fill('0'), ...after].slice(0, 4).join(':')
}

/** Some proxies write the port too, which is another one for each connection: `1.2.3.4:56789`, `[2001:db8::1]:443`. */
const withoutPort = (address: string): string =>
  address.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')

/**
 * Where a visitor comes from. `proxies` stand in front, each of which appends to X-Forwarded-For whom it was asked by; what is
 * written there before them may be made up. With 0 the header is not looked at.
 */
export const visitorAddress = (
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: number,
): string => {
  const passedOn = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const way = [
    ...passedOn.map((each) => each.trim()).filter((each) => each !== ''),
    socket.remoteAddress ?? '',
  ]
  const address = (way.at(-1 - Math.min(proxies, way.length - 1)) ?? '').slice(0, LONGEST).toLowerCase()
  const plain = withoutPort(address).replace(/^::ffff:(?=\d+\.)/, '')
  return isIPv6(plain) ? firstHalf(plain) : plain
}
