import { parseArgs } from 'node:util'
import { FILES, KEYS } from './seed-ids.ts'
import { startPortal } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8092' },
    host: { type: 'string', default: '127.0.0.1' },
    seed: { type: 'string', default: 'demo' },
  },
})

const portal = await startPortal({
  port: Number(values.port),
  host: values.host,
  seed: values.seed === 'empty' ? 'empty' : 'demo',
})

const { url, adminKey } = portal
const nextWeek = new Date(Date.now() + 7 * 24 * 3_600_000).toISOString()
const keys = Object.entries(KEYS).map(([name, secret]) => `  ${name.padEnd(15)} ${secret}`)
console.log(`DocSpace stand-in at ${url}

Keys:
${keys.join('\n')}

Try:
  curl -H 'Authorization: Bearer ${adminKey}' ${url}/api/2.0/files/file/${FILES.report}
  curl -X PUT -H 'Authorization: Bearer ${adminKey}' -H 'Content-Type: application/json' \\
    -d '{"access":2,"expirationDate":"${nextWeek}"}' ${url}/api/2.0/files/file/${FILES.report}/links
  curl -H 'Authorization: Bearer ${adminKey}' '${url}/api/2.0/security/audit/events/filter?actionType=Download'
  curl ${url}/__control/state
  curl -d '{"path":"/api/2.0/files/*","action":{"kind":"rate-limit","retryAfter":2},"times":3}' ${url}/__control/fault
  curl -d '{"target":"${FILES.report}"}' ${url}/__control/emit`)

const stop = () => {
  portal.close()
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
