import type { Strings } from './strings.ts';

/** Arabic. */
export const words: Strings = {
  launcher: 'افتح المحادثة',
  close: 'أغلق المحادثة',
  restart: 'ابدأ محادثة جديدة',
  confirmRestart: 'البدء من جديد؟',
  transcript: 'المحادثة',
  composer: 'رسالتك',
  placeholder: 'اكتب رسالة…',
  send: 'إرسال',
  suggestions: 'اقتراحات',
  you: 'أنت',
  assistant: 'المساعد',
  operator: 'الموظف',
  offline: 'لا يوجد اتصال الآن. ما تكتبه محفوظ وسيُرسل فور عودة الاتصال.',
  refused: 'المحادثة غير متاحة في هذه الصفحة الآن.',
  outdated: 'تم تحديث المحادثة. يرجى إعادة تحميل الصفحة.',
  ended: 'انتهت هذه المحادثة.',
  waitingForHuman: 'طُلب من أحد الموظفين الانضمام.',
  withHuman: 'أنت تتحدث مع أحد الموظفين.',
  failed: 'لم تُرسل.',
  retry: 'حاول مرة أخرى',
  discard: 'إزالة',
  newer: 'رسائل جديدة',
};
