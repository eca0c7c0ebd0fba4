import { parseArgs } from 'node:util'
import { type Finding, gravestOf } from './doctor/finding.ts'
import { lookAround } from './doctor/look-around.ts'
import { asJson, showFindings } from './doctor/show-findings.ts'
import { doctorExams } from './doctor-exams.ts'
import { doctorLive } from './doctor-live.ts'
import { strikeOut } from './log.ts'

const ENV_FILE = '.env'
const hasColours = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === ''

/** One link to this file, from its making to its end, on the real portal. Ctrl-C ends it early, and removes it. */
const live = async (file: string | undefined): Promise<Finding[]> => {
  const findings: Finding[] = []
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())
  await doctorLive(process.env, ENV_FILE, {
    file,
    tell: (finding) => void findings.push(finding),
    signal: stopping.signal,
  })
  return findings
}

// npm run doctor [-- --json] [--live --file ID]: looks at the settings and at all around the app, and says what is wrong and
// what to do. With --live a link is made on the portal, used and removed.
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    file: { type: 'string' },
  },
})
const { exams, secrets } = doctorExams(process.env, ENV_FILE)
const findings = options.live ? await live(options.file) : await lookAround(exams)
const shown = options.json ? asJson(findings) : showFindings(findings, hasColours)
process.stdout.write(strikeOut(shown, secrets), () => process.exit(gravestOf(findings) === 'fail' ? 1 : 0))
