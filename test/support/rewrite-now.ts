import type { ShareRef } from '../../src/domain/share.ts'
import type { Rewriting } from '../../src/jobs/slack-turns.ts'

/** Rewrites a message without waiting for a turn, and queues what has to be posted, as the job does. */
export const rewriteNow =
  (telling: Rewriting) =>
  async (ref: ShareRef): Promise<void> => {
    try {
      while ((await telling.rewriting(ref)) !== null) await telling.rewrite(ref)
    } finally {
      await telling.queuePosts(ref)
    }
  }
