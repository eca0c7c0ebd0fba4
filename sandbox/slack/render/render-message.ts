import type { Block, Json, SlackView } from '../model.ts'
import type { RenderOptions } from '../types.ts'
import { renderBlocks } from './blocks.ts'
import { parseMrkdwn } from './parse-mrkdwn.ts'
import { renderParts } from './render-parts.ts'
import { renderText } from './text.ts'

/**
 * A message or ephemeral as plain text, as the viewer sees it: the blocks when there are any, else the text,
 * which is mrkdwn too.
 */
export const renderMessage = (message: { text: string; blocks?: Block[] }, options: RenderOptions): string =>
  message.blocks && message.blocks.length > 0
    ? renderBlocks(message.blocks, options)
    : renderParts(parseMrkdwn(message.text), options)

/**
 * The text of a message as notifications and screen readers have it. With `mrkdwn: false` Slack promises to find nothing in
 * it, so that what an app wrote for people and dates stands there raw.
 */
export const renderNotification = (
  { text, args }: { text: string; args: Json },
  options: RenderOptions,
): string => (args.mrkdwn === false ? text : renderParts(parseMrkdwn(text), options))

/** A modal or Home: title, blocks with errors beside them, buttons. */
export const renderView = (view: SlackView, options: RenderOptions): string => {
  const body = view.blocks.map((block) => {
    const error = view.errors[block.block_id ?? '']
    return [renderBlocks([block], options), ...(error ? [`  ✗ ${error}`] : [])].join('\n')
  })
  const buttons = [view.close, view.submit]
    .filter((text) => text !== null)
    .map((text) => `[${renderText(text, options)}]`)
  return [...(view.title ? [`── ${renderText(view.title, options)} ──`] : []), ...body, buttons.join(' ')]
    .filter((line) => line !== '')
    .join('\n')
}
