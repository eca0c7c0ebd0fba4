import { expect, test } from 'vitest'
import { FIELD, openForm } from '../support/form.ts'
import { setStage } from '../support/stage.ts'

/** What stands in the field after each sign that is typed, once there are two letters. */
const typed = (text: string): string[] => {
  const signs = [...text]
  const texts = signs.map((_, at) => signs.slice(0, at + 1).join(''))
  return texts.filter((each) => [...each.normalize('NFC')].length >= 2)
}

test.each([
  ['umlauts and sharp s', 'Übergrößen für Straßenfüße.docx', 'Übergrößen für Straßenfüße.docx'],
  ['no umlauts where there are some', 'Übersicht für Köln.xlsx', 'ubersicht fur koln.xlsx'],
  ['umlauts as signs of their own', 'Übersicht für Köln.xlsx', 'Übersicht für Köln.xlsx'.normalize('NFD')],
  ['accents where there are none', 'Resume 2026.docx', 'Résumé 2026.docx'],
  ['several words, in capitals', 'Plan of the first year.docx', 'PLAN OF THE FIRST YEAR.DOCX'],
  ['more than one space', 'Plan of the first year.docx', 'Plan  of the   first year'],
  ['underscores and signs', 'q3_plan_final (v2.1) 100%.pptx', 'q3_plan_final (v2.1) 100%.pptx'],
  ['the last words alone', 'Q3 Straße_und Brücke.pdf', 'Straße_und Brücke.pdf'],
  ['letters of other writings', 'Отчёт 年次報告 한국어.docx', 'Отчёт 年次報告 한국어.docx'],
])('a file stays offered while its name is typed: %s', async (_, title, name) => {
  const { portal, slack, startBot } = await setStage()
  const { id } = portal.addFile({ title })
  await startBot()
  const form = await openForm(slack, 'alice', '#general')
  const lost: string[] = []
  for (const letters of typed(name)) {
    const { options } = await slack.person('alice').suggest(form, { block_id: FIELD.file }, letters)
    if (!options.some(({ value }) => value === id)) lost.push(letters)
  }
  expect(lost).toEqual([])
})

test('a letter that the title does not hold ends its offer, until that is taken back', async () => {
  const { portal, slack, startBot } = await setStage()
  const { id } = portal.addFile({ title: 'Übersicht.xlsx' })
  await startBot()
  const form = await openForm(slack, 'alice', '#general')
  const offers = async (letters: string) => {
    const { options } = await slack.person('alice').suggest(form, { block_id: FIELD.file }, letters)
    return options.map(({ value }) => value).includes(id)
  }
  expect([await offers('Üb'), await offers('Übx'), await offers('Üb')]).toEqual([true, false, true])
})
