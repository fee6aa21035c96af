import { analyseQuestion } from './analyse-question.ts'

/** An answer that depends on the question and does not repeat it. */
export function composeAnswer(question: string): string {
  const { words, subjects, calculation } = analyseQuestion(question)
  if (calculation !== undefined) return `${calculation}. I took both numbers from your question.`
  const [first, second] = subjects
  if (first === undefined) {
    return `That is only ${words} short words to go on: tell me what you want to improve, and by when.`
  }
  const start = `Start with ${first}: write down where it stands today, change one thing, and measure again after a week.`
  if (second === undefined) return start
  return `${start} Then look at ${second}, because the two usually move together, and keep whichever change paid for itself.`
}
