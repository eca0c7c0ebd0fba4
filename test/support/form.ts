import type { SlackView } from '../../sandbox/slack/model.ts'
import type { Clickable, Slack } from '../../sandbox/slack/types.ts'
import { EXTEND } from '../../src/slack/views/actions.ts'
import { EXTEND_FORM } from '../../src/slack/views/extend-form.ts'
import { SHARE_FORM } from '../../src/slack/views/share-form.ts'
import { FIELD, MORE_OPTIONS, PICK_DATE } from '../../src/slack/views/share-form-fields.ts'

export { FIELD } from '../../src/slack/views/share-form-fields.ts'

/** The modal that somebody has open, once it shows what is looked for. */
export const modal = (slack: Slack, name: string, shows: RegExp | string): Promise<SlackView> =>
  slack.waitFor(
    (s) => {
      const view = s.view(name)
      return view && s.render(view, name).match(shows) ? view : undefined
    },
    { what: `a modal that shows ${shows}` },
  )

/** The form, opened by the command alone. */
export const openForm = async (slack: Slack, name: string, place: string): Promise<SlackView> => {
  const ack = await slack.person(name).command('/sharelink', { in: place })
  if (ack.problems.length > 0) throw new Error(ack.problems.join())
  // What says "Working on it…" first has the same title.
  return slack.waitFor((s) => (s.view(name)?.callback_id === SHARE_FORM ? s.view(name) : undefined), {
    what: 'the form',
  })
}

/** The form that extends a link, opened from the Details of its message. */
export const openExtension = async (slack: Slack, name: string, on: Clickable): Promise<SlackView> => {
  await slack.person(name).click(on, { label: 'Details' })
  const ack = await slack
    .person(name)
    .click(await modal(slack, name, /\[Extend\]|\[Reopen\]/), { action_id: EXTEND })
  if (ack.problems.length > 0 || ack.late) throw new Error(ack.problems.join())
  return slack.waitFor((s) => (s.view(name)?.callback_id === EXTEND_FORM ? s.view(name) : undefined), {
    what: 'the form that extends a link',
  })
}

/** A file chosen by a part of its name. */
export const chooseFile = async (
  slack: Slack,
  name: string,
  form: SlackView,
  letters: string,
): Promise<Record<string, string>> => {
  const { options, problems } = await slack.person(name).suggest(form, { block_id: FIELD.file }, letters)
  const [first] = options
  if (problems.length > 0 || first === undefined) throw new Error(`nothing offered: ${problems.join()}`)
  return { [FIELD.file]: String(first.value) }
}

/** A file chosen as the field would offer it. */
export const aFile = (fileId: string): Record<string, Record<string, unknown>> => ({
  [FIELD.file]: { text: { type: 'plain_text', text: `File ${fileId}` }, value: fileId },
})

const has = (view: SlackView | undefined, blockId: string): boolean =>
  view?.blocks.some((block) => block.block_id === blockId) === true

/** The form with a field for the date, once that was chosen in its end. */
export const pickDate = async (
  slack: Slack,
  name: string,
  form: SlackView,
  fields: { end: string; moment: string } = FIELD,
): Promise<SlackView> => {
  slack.person(name).fill(form, { [fields.end]: PICK_DATE })
  await slack.person(name).click(form, { block_id: fields.end, option: PICK_DATE })
  return slack.waitFor((s) => (has(s.view(name), fields.moment) ? s.view(name) : undefined))
}

/** The form with the rarer fields, once they were asked for. */
export const showMore = async (slack: Slack, name: string, form: SlackView): Promise<SlackView> => {
  await slack.person(name).click(form, { action_id: MORE_OPTIONS })
  return slack.waitFor((s) => (has(s.view(name), FIELD.view) ? s.view(name) : undefined))
}
