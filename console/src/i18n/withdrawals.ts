import { catalogue } from './catalogue.ts'

/** Withdrawing a released version of a product or a policy from a day on. */
export const withdrawalsText = catalogue({
  zh: {
    withdraw: '申请撤回',
    asked: (version: number, from: string | null) =>
      from === null ? `取消撤回第 ${version} 版` : `自 ${from} 起撤回第 ${version} 版`,
    because: (what: string, why: string) => `${what}。理由：${why}`,
    keep: '申请取消撤回',
    from: '撤回日',
    withdrawnFrom: (day: string) => `${day} 起撤回`,
    productAbout:
      '经另一人复核后，自该日起不再接受新申请，此前的申请、已批准的额度和已放的贷款照常继续；之前被它替代的版本不会恢复。',
    keepAbout: '撤回尚未生效，取消后此版继续受理申请。',
    policyAbout: '经另一人复核后，自该日起由此前生效的版本接着决策，此版不能再回退或作挑战者；已作出的决策不变。',
    waits: '已有撤回申请待复核',
    reason: '理由',
    done: '已提交，待另一人复核',
  },
  en: {
    withdraw: 'Ask to withdraw',
    asked: (version: number, from: string | null) =>
      from === null ? `Keep version ${version} after all` : `Withdraw version ${version} from ${from}`,
    because: (what: string, why: string) => `${what}. Reason: ${why}`,
    keep: 'Ask to keep it',
    from: 'From',
    withdrawnFrom: (day: string) => `Withdrawn from ${day}`,
    productAbout:
      'Once another person has approved, from that day it takes no new application. Applications, approved offers and loans made before go on; the version it replaced does not come back.',
    keepAbout: 'The withdrawal has not taken effect; without it this version stays on offer.',
    policyAbout:
      'Once another person has approved, from that day the version that was in force before decides; this one can neither be gone back to nor run as a challenger. Decisions it has made stand.',
    waits: 'A withdrawal is waiting for approval already',
    reason: 'Reason',
    done: 'Sent; another person decides',
  },
})
