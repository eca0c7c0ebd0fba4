import { NS, officeFile, xmlText } from './office.ts'
import { TABLE } from './words.ts'

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

const cell = (value: string | number, place: string) =>
  typeof value === 'number'
    ? `<c r="${place}"><v>${value}</v></c>`
    : `<c r="${place}" t="inlineStr"><is><t>${xmlText(value)}</t></is></c>`

const row = (values: (string | number)[], n: number) =>
  `<row r="${n}">${values.map((value, i) => cell(value, `${'ABC'[i]}${n}`)).join('')}</row>`

/** A workbook with one table and its sums. */
export const xlsx = (title: string): Buffer => {
  const last = TABLE.length + 2
  const sums = ['B', 'C'].map((c) => `<c r="${c}${last + 1}"><f>SUM(${c}4:${c}${last})</f></c>`)
  const rows = [
    row([title], 1),
    ...TABLE.map((values, i) => row(values, i + 3)),
    `<row r="${last + 1}">${cell('Sum', `A${last + 1}`)}${sums.join('')}</row>`,
  ]
  return officeFile({
    'xl/workbook.xml': {
      kind: 'spreadsheetml.sheet.main',
      xml: `<workbook ${MAIN} ${NS.r}><sheets><sheet name="Budget" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      links: { rId1: ['worksheet', 'worksheets/sheet1.xml'] },
    },
    'xl/worksheets/sheet1.xml': {
      kind: 'spreadsheetml.worksheet',
      xml: `<worksheet ${MAIN}><sheetData>${rows.join('')}</sheetData></worksheet>`,
    },
  })
}
