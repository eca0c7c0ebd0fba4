import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import type { AtEnd } from './program.ts'
import { freePort, type RedisOfOwn, startRedis } from './redis-of-own.ts'

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

/** A real Cluster of three masters, each with a replica. The first three nodes begin as masters. */
export const startCluster = async (args: readonly string[] = [], atEnd: AtEnd = onTestFinished) => {
  const all = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '1500', ...args]
  const nodes: RedisOfOwn[] = []
  for (let index = 0; index < 6; index += 1) nodes.push(await startRedis(all, atEnd, await nodePort()))
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`)
  const password = args[args.indexOf('--requirepass') + 1]
  const auth = args.includes('--requirepass') ? ['-a', String(password), '--no-auth-warning'] : []
  const cli = (...rest: string[]) => run('redis-cli', [...auth, '--cluster', ...rest])
  await cli('create', ...addresses, '--cluster-replicas', '1', '--cluster-yes')
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
