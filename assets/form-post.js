// Submits the response for an application at once; without scripts the user presses its button.

document.querySelector('form[data-send-at-once]')?.submit();
