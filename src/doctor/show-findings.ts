import { styleText } from 'node:util'
import { type Finding, gravestOf } from './finding.ts'

/** A terminal's usual width. */
const WIDTH = 80
const INDENT = '        '

const COLOURS = { pass: 'green', warn: 'yellow', fail: 'red' } as const
const MARKS = { pass: 'ok  ', warn: 'WARN', fail: 'FAIL' } as const

/** The text in lines that fit beside their indent. A word that is too long for a line has one of its own. */
const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}

const block = (first: string, text: string): string[] =>
  wrapped(text, WIDTH - INDENT.length).map((line, at) => `${at === 0 ? first : INDENT}${line}`)

const linesOf = ({ verdict, found, remedy }: Finding, hasColours: boolean): string[] => {
  const mark = hasColours ? styleText(COLOURS[verdict], MARKS[verdict]) : MARKS[verdict]
  return [...block(`  ${mark}  `, found), ...(remedy === null ? [] : block('     -> ', remedy))]
}

const counted = (findings: readonly Finding[]): string => {
  const number = (verdict: Finding['verdict']) => findings.filter((one) => one.verdict === verdict).length
  const parts = [`${number('pass')} ok`, `${number('warn')} to look at`, `${number('fail')} to fix`]
  return `${parts.join(', ')}.`
}

/** Headings by what stands before the dot in the names of findings, in their order. */
const HEADINGS: Readonly<Record<string, string>> = {
  settings: 'Settings',
  slack: 'Slack',
  docspace: 'DocSpace',
  redis: 'Redis',
  people: 'People',
  live: 'A link on the real DocSpace',
}

/** Findings for a person at a terminal of 80 columns. */
export const showFindings = (findings: readonly Finding[], hasColours: boolean): string => {
  const parts = Object.entries(HEADINGS).flatMap(([area, heading]) => {
    const own = findings.filter(({ check }) => check.split('.')[0] === area)
    if (own.length === 0) return []
    return [[heading, ...own.flatMap((one) => linesOf(one, hasColours))].join('\n')]
  })
  return `${[...parts, counted(findings)].join('\n\n')}\n`
}

/** The same for programs. */
export const asJson = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ verdict: gravestOf(findings), findings }, null, 2)}\n`
