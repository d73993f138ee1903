import type { Strings } from './strings.ts';

/** Japanese. */
export const words: Strings = {
  launcher: 'チャットを開く',
  close: 'チャットを閉じる',
  restart: '新しい会話を始める',
  confirmRestart: '最初から始めますか？',
  transcript: '会話',
  composer: 'メッセージ',
  placeholder: 'メッセージを入力…',
  send: '送信',
  suggestions: '候補',
  you: 'あなた',
  assistant: 'アシスタント',
  operator: '担当者',
  offline: '現在接続できません。入力した内容は保存され、接続が戻り次第送信されます。',
  refused: '現在このページではチャットをご利用いただけません。',
  outdated: 'チャットが更新されました。ページを再読み込みしてください。',
  ended: 'この会話は終了しました。',
  waitingForHuman: '担当者に参加を依頼しました。',
  withHuman: '担当者と会話中です。',
  failed: '送信されませんでした。',
  retry: '再試行',
  discard: '削除',
  newer: '新しいメッセージ',
};
