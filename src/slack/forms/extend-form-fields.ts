/** `block_id`s of the form that extends a share; errors are shown beside them. */
export const EXTEND_FIELD = {
  end: 'extend_end',
  moment: 'extend_moment',
  limit: 'extend_limit',
} as const

/** The choice of an end that stands there at first: the present one, or, where that is past, the usual life. */
export const KEEP = 'keep'
export const USUAL_LIFE = 'usual'
