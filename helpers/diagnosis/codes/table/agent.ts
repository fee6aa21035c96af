import { type Entries, LOG, LOOK_AT_SETTINGS, READ_LOG, ROLL_BACK } from './entry.ts'

const LOOK_FOR_THE_RUN = `Find this run in the log${LOG} by its time or trace id.`

export const AGENT: Entries<'agent' | 'isolation' | 'data'> = {
  'agent.event-missing': {
    meaning: 'The conversation goes on, but a promised event never comes.',
    summary: '{service}: promised events never come: {subject|see the evidence}',
    causes: [
      'The part that sends events is not connected to this run or user: the thread is not known yet, or a "connected" check is wrong.',
      'The agent did not run at all: the message was acknowledged and then only counted.',
      'The agent worked in another way, without the step that this event reports.',
      'The event was renamed, or sent to another instance.',
    ],
    nextSteps: [
      'The evidence lists the events that did come: if there are none, look at the connection; if only the first ones came, look at the agent.',
      LOOK_FOR_THE_RUN,
      'Users see nothing happen at this point. If it began with this deploy, roll back.',
    ],
  },
  'agent.event-order': {
    meaning: 'The events come, but in another order than promised.',
    summary: '{service}: events come in the wrong order, or twice: {subject|see the evidence}',
    causes: [
      'Events are sent by several tasks at once, without waiting for each other.',
      'Some go through a queue and others do not.',
      'Two handlers answer the same message, or two runs share one connection, so that events come twice.',
    ],
    nextSteps: [
      'The evidence lists the events in the order in which they came: every event twice points at two handlers or two runs, two events in exchanged places at a race.',
      LOOK_FOR_THE_RUN,
      'Run again: an order that changes from run to run points at a race, an order that stays at the code.',
    ],
  },
  'agent.event-shape': {
    meaning: 'An event comes, but without something that it must carry.',
    summary: '{service}: the event {subject|that came} lacks something that was promised',
    causes: [
      'The form of events changed in this release (tool_name, results), on the sending side only.',
      'A fallback sends simplified events.',
      'The fields of the event moved one level deeper, or one level up, in this release.',
    ],
    nextSteps: [
      'Compare the event in the evidence with the fields that the web app reads: a missing field is an empty place on the page.',
      'If the new form is intended, change the contract and the web app together.',
      LOOK_FOR_THE_RUN,
    ],
  },
  'agent.failed': {
    meaning: 'The agent says that it failed.',
    summary: '{service}: the agent says that it failed',
    causes: [
      'The model provider refuses: a missing or wrong key, or a used-up quota.',
      'A part that the agent needs did not start: a tool, the store of threads, the client of the model.',
      'A tool or a database that it uses failed.',
    ],
    nextSteps: [
      'Read the error text in the evidence.',
      LOOK_FOR_THE_RUN,
      `${LOOK_AT_SETTINGS}: are the keys of the model provider set? Look at quota and status at the provider.`,
    ],
  },
  'agent.no-answer': {
    meaning: 'The agent gives no final answer in time, or an empty one.',
    summary: '{service}: the agent gives no final answer',
    causes: [
      'The message was acknowledged, but no agent was started for it.',
      'The model provider or a tool is slow or hangs.',
      'The load balancer cuts the connection before the answer (30 s are usual).',
      'The agent made an answer, but the service sent it to another connection.',
    ],
    nextSteps: [
      'The evidence shows how far the agent got: no event at all, started, or working until the end.',
      LOOK_FOR_THE_RUN,
      'If it always ends after the same number of seconds, look for a time limit of that length, at the load balancer first.',
    ],
  },
  'agent.mocked': {
    meaning: 'The final answer is a stand-in: a canned text, an echo, or a fallback.',
    summary: '{service}: no agent answers, a stand-in does',
    causes: [
      'The agent service was missing at the start, and a fallback handler took its place.',
      'The key of the model provider is missing, and a mock model is used.',
      'A mock was switched on for tests and left on.',
    ],
    nextSteps: [
      `${READ_LOG} from its start on: which part is missing, and what stands in for it?`,
      `${LOOK_AT_SETTINGS}: are the keys of the model provider set, and no test or mock setting?`,
      'Users see a chat that works, with answers that are worth nothing: inform support before users ask.',
    ],
  },
  'isolation.leak': {
    meaning: 'One user sees data or events of another.',
    summary: '{service}: one user sees what belongs to another',
    causes: [
      'One object is shared by all connections where each user needs one.',
      'Events are sent to all users, or to the connection that was opened last.',
      'A query or a cache does not have the user in its key.',
      'All users are logged in as the same demo user.',
    ],
    nextSteps: [
      `This exposes private data. Roll back now${ROLL_BACK}, and look for the cause later.`,
      'Keep the report: it says what the second user of this run was shown, and when.',
      `${LOOK_AT_SETTINGS}: is a demo mode on? Then inform the people responsible for data protection.`,
    ],
  },
  'data.lost': {
    meaning: 'Something that was stored with success cannot be found again.',
    summary: '{service} says that it stored something, and then does not have it',
    causes: [
      'The data is kept in the memory of one instance; another instance answered, or the instance was restarted.',
      'The transaction was not committed, or its failure was swallowed.',
      'Writing and reading use different databases or users.',
    ],
    nextSteps: [
      'The logs show which instance stored it and which instance was asked for it: two that share no memory, or one that was restarted in between?',
      LOOK_FOR_THE_RUN,
      `${LOOK_AT_SETTINGS}: are the database variables those of {environment}?`,
    ],
  },
}
