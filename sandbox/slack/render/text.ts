import type { RenderOptions } from '../types.ts'
import { readText } from './read-text.ts'
import { renderParts } from './render-parts.ts'

/** A text object as plain text; '' when it is none. */
export const renderText = (text: unknown, options: RenderOptions): string =>
  renderParts(readText(text) ?? [], options)
