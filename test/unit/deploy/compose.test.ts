import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

interface Service {
  image?: string
  build?: string
  user?: string
  read_only?: boolean
  cap_drop?: string[]
  cap_add?: string[]
  security_opt?: string[]
  privileged?: boolean
  profiles?: string[]
  ports?: string[]
  networks?: string[]
  volumes?: string[]
  environment?: Record<string, string | number>
}
interface Compose {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean } | null>
  volumes: Record<string, unknown>
}

const ROOT = new URL('../../../', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8')
const { services, networks, volumes } = parse(read('docker-compose.yml'), { merge: true }) as Compose
const all = Object.entries(services)

it.each(all)('%s is closed: a read-only root, no capability, no right gained later', (_, service) => {
  expect(service).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  })
  expect(service.privileged).toBeUndefined()
})

it('of all only the proxy has a capability back, to listen at 80 and 443', () => {
  const given = all.filter(([, { cap_add }]) => cap_add !== undefined)
  expect(given.map(([name, { cap_add }]) => [name, cap_add])).toEqual([['caddy', ['NET_BIND_SERVICE']]])
})

it('A10: the store has no port of the host, and only the app is in its network', () => {
  expect(services.valkey?.ports).toBeUndefined()
  expect(services.valkey?.networks).toEqual(['data'])
  expect(networks.data?.internal).toBe(true)
  expect(all.filter(([, service]) => service.networks?.includes('data')).map(([name]) => name)).toEqual([
    'web',
    'worker',
    'valkey',
  ])
})

it('web and worker are the same but for their role, and reach the same store', () => {
  const { web, worker } = services
  expect(web?.environment).toEqual({ ...worker?.environment, ROLE: 'web' })
  expect(worker?.environment).toMatchObject({ ROLE: 'worker', REDIS_URL: 'redis://valkey:6379' })
  expect([web?.image, web?.build]).toEqual([worker?.image, worker?.build])
})

it('the app is reached from this machine alone, the worker not at all', () => {
  expect(services.web?.ports).toEqual(['127.0.0.1:3000:3000'])
  expect(services.worker?.ports).toBeUndefined()
})

it('the proxy is there only when it is asked for', () => {
  expect(all.filter(([, { profiles }]) => profiles !== undefined).map(([name]) => name)).toEqual(['caddy'])
})

it('volumes are declared, and files that are mounted are there', () => {
  const sources = all.flatMap(([, service]) => service.volumes ?? []).map((one) => one.split(':')[0] ?? '')
  expect(sources.length).toBeGreaterThan(3)
  const isThere = (name: string) =>
    name.startsWith('./') ? existsSync(new URL(name, ROOT)) : name in volumes
  expect(sources.filter((name) => !isThere(name))).toEqual([])
})

it('the image is neither root nor needs tsx', () => {
  const dockerfile = read('Dockerfile')
  expect(dockerfile).toMatch(/^USER 1000:1000$/m)
  expect(dockerfile).toMatch(/^RUN npm ci --omit=dev --omit=optional --ignore-scripts /m)
  expect(dockerfile).toMatch(/^CMD \["node", "--max-semi-space-size=2", "src\/main\.ts"\]$/m)
  expect(dockerfile.match(/^FROM .*/gm)).toEqual(['FROM node:24-slim AS packages', 'FROM node:24-slim'])
})
