// The answer for an application is sent on at once; without scripts its button does.

document.querySelector('form[data-send-at-once]')?.submit();
