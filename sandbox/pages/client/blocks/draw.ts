import type { ComponentChild } from 'preact'
import type { Json } from '../../../slack/model.ts'

/** Draws a block of one type; undefined when something is missing without which there is nothing to draw. */
export type Draw = (block: Json, blockId: string) => ComponentChild | undefined
