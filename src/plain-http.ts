import { BlockList, isIP } from 'node:net'

const PRIVATE = new BlockList()
PRIVATE.addSubnet('127.0.0.0', 8)
PRIVATE.addSubnet('10.0.0.0', 8)
PRIVATE.addSubnet('172.16.0.0', 12)
PRIVATE.addSubnet('192.168.0.0', 16)
PRIVATE.addAddress('::1', 'ipv6')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')

/** A name that no public name server knows: without a dot, as Docker's, or kept for private use (RFC 6761, 6762, 8375). */
const PRIVATE_NAME = /^[^.]+$|\.(localhost|local|internal|home\.arpa)$/

/** Whether this host, as a URL has it, is this machine or in a private network, where http is good enough. */
const isPrivateHost = (hostname: string): boolean => {
  const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase()
  const family = isIP(host)
  return family === 0 ? PRIVATE_NAME.test(host) : PRIVATE.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

export const isPlainHttp = (address: string): boolean => new URL(address).protocol === 'http:'

/** Whether keys may be sent there: by https, or within a private network. */
export const mayCarryKeys = (url: URL): boolean => url.protocol === 'https:' || isPrivateHost(url.hostname)
