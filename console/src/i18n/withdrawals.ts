import { catalogue } from './catalogue.ts'

/** Withdrawing a released version of a product or a policy from a day on. */
export const withdrawalsText = catalogue({
  zh: {
    withdraw: '撤回此版',
    keep: '取消撤回',
    from: '撤回日',
    withdrawnFrom: (day: string) => `${day} 起撤回`,
    productAbout: '自该日起不再接受新申请，此前的申请、已批准的额度和已放的贷款照常继续；之前被它替代的版本不会恢复。',
    keepAbout: '撤回尚未生效，取消后此版继续受理申请。',
    policyAbout: '自该日起由此前生效的版本接着决策，此版不能再回退或作挑战者；已作出的决策不变。',
    reason: '理由',
    done: '已登记撤回',
    kept: '已取消撤回',
  },
  en: {
    withdraw: 'Withdraw this version',
    keep: 'Keep it after all',
    from: 'From',
    withdrawnFrom: (day: string) => `Withdrawn from ${day}`,
    productAbout:
      'From that day it takes no new application. Applications, approved offers and loans made before go on; the version it replaced does not come back.',
    keepAbout: 'The withdrawal has not taken effect; without it this version stays on offer.',
    policyAbout:
      'From that day the version that was in force before decides; this one can neither be gone back to nor run as a challenger. Decisions it has made stand.',
    reason: 'Reason',
    done: 'The withdrawal is noted',
    kept: 'The version stays on offer',
  },
})
