const CHINESE =
  '我们 你们 他们 它们 自己 大家 这个 那个 这些 那些 这样 那样 这里 那里 什么 怎么 怎样 如何 为什么 多少 几个 一个 一些 一点 一下 一直 一般 ' +
  '可以 可能 应该 需要 能够 希望 想要 觉得 认为 感觉 知道 没有 不是 不能 不会 不要 不用 还是 还有 还要 就是 就要 但是 可是 不过 因为 所以 如果 虽然 而且 ' +
  '或者 以及 并且 然后 已经 现在 以后 以前 时候 有点 有些 有时 非常 比较 特别 十分 真的 确实 其实 最好 更加 主要 其他 别的 东西 事情 问题 方面 ' +
  '进行 使用 通过 关于 对于 根据 由于 为了 目前 今年 明年 去年 每个 每次 很多 不少 许多 太多 越来越 来说 的话 谢谢 你好 您好 建议 一次 ' +
  '准备 打算 太长 太高 太慢 太低 太贵 就好 两次 两天 交了 写得 写的 有点'

const ENGLISH =
  'a an and any are as at be because been but by can could did do does for from get give go had has have he her here him his how i if in into is it its ' +
  'just like make me more most much my no not now of on only or our out please she should so some such than that the their them then there these they ' +
  'this those to too up us very want was we were what when where which while who why will with would you your also am about all need think really one'

/** Characters that join words and are no part of one. */
export const STOP_CHARACTERS: ReadonlySet<string> = new Set(
  '的了吗我你他她它是在有和也都就能要不再很太点些这那个与及或对把被让给到从为以之其等呢吧啊还更最可会想请希望',
)

/** Words that say nothing by themselves. */
export const STOP_WORDS: ReadonlySet<string> = new Set(`${CHINESE} ${ENGLISH}`.split(' '))
