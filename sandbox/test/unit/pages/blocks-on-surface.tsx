import type { ComponentChild } from 'preact'
import { render } from 'preact-render-to-string'
import { type Drawing, DrawingContext } from '../../../pages/client/blocks/drawing.ts'

/** HTML of something drawn on a surface where bob (U1) and #design (C1) are known. */
export const drawn = (what: ComponentChild, more: Partial<Drawing> = {}): string => {
  const drawing: Drawing = {
    names: { U1: 'bob', C1: 'design' },
    channels: [],
    tz: 'Europe/Berlin',
    now: Date.parse('2026-11-23T10:00:00Z'),
    stateOf: () => undefined,
    fill: () => undefined,
    act: async () => undefined,
    placeOf: () => undefined,
    suggest: async () => [],
    errors: {},
    ...more,
  }
  return render(<DrawingContext value={drawing}>{what}</DrawingContext>)
}

/** What a reader sees of it, tags gone. */
export const seen = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
