import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import type { AtEnd } from './program.ts'
import { freePort, type RedisOfOwn, startRedis } from './redis-of-own.ts'
import { clientProgram } from './redis-programs.ts'

const run = promisify(execFile)

const inFolder = async (atEnd: AtEnd): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'sharelink-kinds-'))
  atEnd(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** Redis adds 10,000 for the port on which nodes of a Cluster talk to each other. */
const nodePort = async (): Promise<number> => {
  const port = await freePort()
  return port < 55_000 ? port : nodePort()
}

/** TLS alone is spoken, with this certificate. */
export const tlsArgs = (port: number, { key, cert }: { key: string; cert: string }): string[] => [
  ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'],
  ...['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert],
]

interface ClusterOptions {
  password?: string
  certificate?: { key: string; cert: string }
  /** Nodes in all, of which three are masters. */
  nodes?: 3 | 6
}

/** A real Cluster of three masters, each with a replica unless there are three nodes. The first three begin as masters. */
export const startCluster = async (options: ClusterOptions = {}, atEnd: AtEnd = onTestFinished) => {
  const { password, certificate, nodes: count = 6 } = options
  const auth = password === undefined ? [] : ['--requirepass', password, '--masterauth', password]
  const nodes: RedisOfOwn[] = []
  for (let index = 0; index < count; index += 1) {
    const port = await nodePort()
    const tls = certificate
      ? [...tlsArgs(port, certificate), '--tls-cluster', 'yes', '--tls-replication', 'yes']
      : []
    const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '1500', ...auth, ...tls]
    nodes.push(await startRedis(args, atEnd, port))
  }
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`)
  const entrance = [
    ...(password === undefined ? [] : ['-a', password, '--no-auth-warning']),
    ...(certificate === undefined ? [] : ['--tls', '--cacert', certificate.cert]),
  ]
  const cli = (...rest: string[]) => run(clientProgram(), [...entrance, '--cluster', ...rest])
  await cli('create', ...addresses, '--cluster-replicas', count === 6 ? '1' : '0', '--cluster-yes')
  return { nodes, addresses, cli }
}

/** A master with two replicas, and three sentinels that watch it under the name `mymaster`. */
export const startSentinels = async (password: string | null = null, atEnd: AtEnd = onTestFinished) => {
  const auth = password === null ? [] : ['--requirepass', password, '--masterauth', password]
  const master = await startRedis(auth, atEnd)
  const replicas = [
    await startRedis([...auth, '--replicaof', `127.0.0.1 ${master.port}`], atEnd),
    await startRedis([...auth, '--replicaof', `127.0.0.1 ${master.port}`], atEnd),
  ]
  const dir = await inFolder(atEnd)
  const sentinels: RedisOfOwn[] = []
  for (let index = 0; index < 3; index += 1) {
    const file = join(dir, `${index}.conf`)
    await writeFile(
      file,
      [
        `sentinel monitor mymaster 127.0.0.1 ${master.port} 2`,
        'sentinel down-after-milliseconds mymaster 1000',
        'sentinel failover-timeout mymaster 3000',
        ...(password === null ? [] : [`requirepass ${password}`, `sentinel auth-pass mymaster ${password}`]),
        ...(password === null ? [] : [`sentinel sentinel-pass ${password}`]),
      ].join('\n'),
    )
    sentinels.push(await startRedis([], atEnd, undefined, [file, '--sentinel']))
  }
  return { master, replicas, sentinels, addresses: sentinels.map(({ port }) => `127.0.0.1:${port}`) }
}

/** A certificate for this machine by an authority of its own, in files. */
export const makeCertificate = async (atEnd: AtEnd = onTestFinished) => {
  const dir = await inFolder(atEnd)
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost']
  const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2']
  await run('openssl', ['req', ...kind, '-keyout', key, '-out', cert, ...subject])
  return { key, cert }
}
