// Ended links whose files answer 500, or not at all, beside one that is used up: npm run bench:sick -- 150
import { setTimeout as wait } from 'node:timers/promises'
import type { FaultAction } from '../sandbox/portal/types.ts'
import { aShare } from '../test/support/builders.ts'
import { keepLinks } from './keep-links.ts'
import { openBench } from './stage.ts'
import { watchFlood } from './watch-flood.ts'

const SICK = Number(process.argv[2] ?? 150)
const LASTS_MS = 90_000
const KINDS: Record<string, FaultAction> = {
  'answer 500': { kind: 'status', status: 500 },
  'do not answer': { kind: 'slow', ms: 120_000 },
}

for (const [how, action] of Object.entries(KINDS)) {
  const bench = await openBench({ settings: { AUDIT_INTERVAL: '10s', MAX_LIVE_LINKS: 'none' } })
  const links = await keepLinks(bench, SICK, () => ({
    terms: { ...aShare().terms, expiresAt: Date.now() + 3_600_000 },
    state: 'revoking',
    end: { reason: 'manual', by: null, decidedAt: Date.now(), verifiedAt: null },
  }))
  for (const { id } of links.files)
    bench.portal.fault({ path: `/api/2.0/files/file/${id}/links`, times: 'always', action })
  const bot = await bench.startBot()
  console.log(`${SICK} ended links whose files ${how}, AUDIT_INTERVAL=10s`)
  const watched = await watchFlood(bench, bot.usage)
  await wait(LASTS_MS)
  await watched.report(SICK - links.left())
  bench.portal.clearFaults()
  await bot.close()
  await bench.close()
}
process.exit(0)
