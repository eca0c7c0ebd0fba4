import type { Json } from '../model.ts'
import { checkList, checkNumber, checkString, isObject, type Report } from './report.ts'
import { checkRichText } from './rich-text.ts'

const checkCell = (report: Report, cell: unknown, pointer: string) => {
  if (!isObject(cell)) return report.add('must be an object', pointer)
  if (cell.type === 'rich_text') return checkRichText(report, cell, pointer)
  if (cell.type !== 'raw_text' && cell.type !== 'raw_number')
    return report.add(`unsupported type: ${String(cell.type)}`, `${pointer}/type`)
  const isText = cell.type === 'raw_text'
  checkString(report, cell.text, `${pointer}/text`, { min: 1, required: isText })
  if (!isText && typeof cell.value !== 'number') report.add('must be a number', `${pointer}/value`)
}

const checkRows = (
  report: Report,
  rows: unknown,
  pointer: string,
  limit: { rows?: number; cells?: number },
) => {
  const most = (max: number | undefined) => (max === undefined ? {} : { max })
  for (const [i, row] of checkList(report, rows, pointer, {
    ...most(limit.rows),
    required: true,
  }).entries()) {
    const at = `${pointer}/${i}`
    // Null in place of a row is no row either, but `checkList` takes it for one that is left out.
    const cells = checkList(report, row ?? '', at, most(limit.cells))
    for (const [j, cell] of cells.entries()) checkCell(report, cell, `${at}/${j}`)
  }
}

/** A `table`: 100 rows of 20 cells. */
export const checkTable = (report: Report, table: Json, pointer: string) => {
  checkRows(report, table.rows, `${pointer}/rows`, { rows: 100, cells: 20 })
  const settings = `${pointer}/column_settings`
  for (const [i, column] of checkList(report, table.column_settings, settings, {
    max: 20,
    min: 0,
  }).entries()) {
    // Null leaves a column as it is.
    const align = isObject(column) ? column.align : undefined
    if (column !== null && !isObject(column)) report.add('must be an object', `${settings}/${i}`)
    if (align !== undefined && !['left', 'center', 'right'].includes(String(align)))
      report.add('must be left, center or right', `${settings}/${i}/align`)
  }
}

/** A `data_table`, which its reader pages through: of any length. */
export const checkDataTable = (report: Report, table: Json, pointer: string) => {
  checkRows(report, table.rows, `${pointer}/rows`, {})
  checkString(report, table.caption, `${pointer}/caption`, { required: true })
  checkNumber(report, table.page_size, `${pointer}/page_size`, { min: 1, max: 100 })
}
