// Every claim about speed and size, measured beside what it is compared with: npm run bench, or npm run bench -- --json, or only some
// of its parts: npm run bench -- commands. With --strict it ends with status 1 where a figure misses its bound.
import { loadavg } from 'node:os'
import { actFigures } from './figures/acts.ts'
import { commandFigures } from './figures/commands.ts'
import { endFigures } from './figures/ends.ts'
import { type Figure, passes } from './figures/figure.ts'
import { lookFigures, memoryFigures } from './figures/many-links.ts'
import { processFigures } from './figures/processes.ts'
import { recordFigures } from './figures/records.ts'
import { startFigures } from './figures/start.ts'

const PARTS: Record<string, () => Promise<Figure[]>> = {
  commands: commandFigures,
  acts: actFigures,
  records: recordFigures,
  looks: lookFigures,
  memory: memoryFigures,
  start: startFigures,
  processes: processFigures,
  ends: endFigures,
}

const words = process.argv.slice(2)
const wanted = words.filter((word) => !word.startsWith('--'))
const unknown = wanted.find((part) => PARTS[part] === undefined)
if (unknown !== undefined) {
  console.error(`There is no part ${unknown}. The parts are: ${Object.keys(PARTS).join(' ')}`)
  process.exit(2)
}
const isJson = words.includes('--json')
const bound = ({ target }: Figure): string => {
  if (target === null) return '-'
  return 'least' in target ? `at least ${target.least}` : `at most ${target.most}`
}
const verdict = (figure: Figure): string => ({ true: 'pass', false: 'SHORT', null: '-' })[`${passes(figure)}`]

const figures: Figure[] = []
for (const [part, measure] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(part)) continue
  for (const figure of await measure()) {
    figures.push(figure)
    if (isJson) continue
    console.log(
      `${verdict(figure).padEnd(6)}${figure.what}: ${figure.value.toFixed(2)} ${figure.unit} (${bound(figure)})`,
    )
    console.log(`      ${figure.detail}${figure.against === null ? '' : `, ${figure.against}`}`)
  }
}
if (isJson) console.log(JSON.stringify({ load: loadavg()[0], node: process.version, figures }, null, 2))
else console.log(`load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`)
process.exit(words.includes('--strict') && figures.some((figure) => passes(figure) === false) ? 1 : 0)
