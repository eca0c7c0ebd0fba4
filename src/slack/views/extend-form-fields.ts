/** `block_id`s of the form that extends a share; errors are shown beside them. */
export const EXTEND_FIELD = {
  end: 'extend_end',
  moment: 'extend_moment',
  limit: 'extend_limit',
} as const

/** The choice that the form opens with: keep the present end. */
export const KEEP = 'keep'
export const USUAL_LIFE = 'usual'
