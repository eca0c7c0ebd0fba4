// npm start: the program compiled into a few files, which starts in half the time and less; where that cannot be, its sources.
import { pathToFileURL } from 'node:url'
import { compiledProgram } from './compile.mjs'

// Nothing is open yet.
const stop = () => process.exit(0)
process.on('SIGTERM', stop).on('SIGINT', stop)
const program = await compiledProgram()
// Newer Node reads what says where each line came from only when an error is shown.
if (process.features.typescript) process.setSourceMapsEnabled(true)
if (program === null) await import('./typescript.mjs')
process.off('SIGTERM', stop).off('SIGINT', stop)
await import(program === null ? './main.ts' : pathToFileURL(program).href)
