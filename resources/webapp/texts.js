// SPDX-License-Identifier: GPL-3.0-or-later
// All texts of the web app. A plain script, as lupdate and the service worker read no modules. `qsTr`
// returns a text in the selected language. Inserted values are isolated, because their text direction may
// differ from that of the sentence (Unicode's first strong isolate).
const fill = (text, value) => text.replace('%1', () => `\u2068${value}\u2069`);

self.makeTexts = qsTr => ({
    appName: 'WebJabber',

    // Sign-in
    address: qsTr('Address'),
    //: an example of an XMPP address; keep the @
    addressExample: qsTr('name@example.org'),
    password: qsTr('Password'),
    rememberDevice: qsTr('Remember this device'),
    signIn: qsTr('Sign in'),
    signingIn: qsTr('Signing in…'),
    aboutSignIn: qsTr('Sign in with your XMPP (Jabber) account.'),
    aboutPassword: qsTr('Your password is sent to this gateway, and never kept in this browser.'),
    //: %1 is an address
    forget: account => fill(qsTr('Forget what is stored here of %1'), account),
    endedElsewhere: qsTr('You were signed out. What this device has received is still here: sign in to go on.'),

    // Contacts
    contacts: qsTr('Contacts'),
    requests: qsTr('Requests'),
    addContact: qsTr('Add contact'),
    //: of a person
    name: qsTr('Name'),
    add: qsTr('Add'),
    cancel: qsTr('Cancel'),
    approve: qsTr('Approve'),
    deny: qsTr('Deny'),
    //: follows an address: name@example.org wants ...
    wantsToSeeYou: qsTr('wants to see when you are online'),
    noContacts: qsTr('No contacts yet. Add the address of somebody you know.'),
    //: the newest message of a conversation, written by oneself; %1 is its text
    lastOfMine: text => fill(qsTr('You: %1'), text),
    unread: n => qsTr('%n unread message(s)', '', n),
    waitingForApproval: qsTr('Waiting for approval'),

    // Presence
    presence: qsTr('Presence'),
    shows: {
        online: qsTr('Online'),
        chat: qsTr('Free to chat'),
        //: of a person
        away: qsTr('Away'),
        xa: qsTr('Away for long'),
        dnd: qsTr('Do not disturb'),
        offline: qsTr('Offline'),
    },

    // Oneself
    you: qsTr('You'),
    statusText: qsTr('Status text'),
    save: qsTr('Save'),
    close: qsTr('Close'),
    notifications: qsTr('Notifications'),
    notificationsDenied: qsTr('Your browser forbids notifications for this page. You can change that in its settings.'),
    notificationsWhileOpen: qsTr('No push service answers this browser: you are notified only while this page is open.'),
    signOut: qsTr('Sign out'),
    signOutEverywhere: qsTr('Sign out everywhere'),
    confirmSignOut: qsTr('Sign out? What this device has stored is deleted.'),
    confirmSignOutEverywhere: qsTr(
        'Sign out on all devices? Messages that are waiting, on the gateway and here, are deleted.'),
    unsentWarning: n => qsTr('%n message(s) not sent yet will be lost.', '', n),

    // Conversations
    messages: qsTr('Messages'),
    message: qsTr('Message'),
    send: qsTr('Send'),
    back: qsTr('Back'),
    options: qsTr('Options'),
    contactOptions: qsTr('Contact options'),
    rename: qsTr('Rename'),
    removeContact: qsTr('Remove contact'),
    deleteConversation: qsTr('Delete conversation'),
    //: %1 is the name of a contact
    confirmRemove: name => fill(qsTr('%1 leaves your contacts, and the conversation on this device is deleted.'), name),
    //: %1 is an address
    confirmDelete: name => fill(qsTr('The conversation with %1 is deleted on this device.'), name),
    tryAgain: qsTr('Try again'),
    //: a button that scrolls down
    newMessages: qsTr('To the newest messages'),
    chooseContact: qsTr('Choose a contact to read and write.'),
    noMessages: qsTr('No messages yet.'),
    //: %1 is the name of a contact
    isTyping: name => fill(qsTr('%1 is typing…'), name),
    today: qsTr('Today'),
    yesterday: qsTr('Yesterday'),
    gap: qsTr('Older messages are no longer on the gateway. Some may be missing here.'),
    states: {
        pending: qsTr('Waiting for the network'),
        queued: qsTr('Waiting for your server'),
        sent: qsTr('Sent'),
        delivered: qsTr('Delivered'),
        //: of a message: it has been read
        displayed: qsTr('Read'),
        failed: qsTr('Not sent'),
    },

    // Connection
    connecting: qsTr('Connecting…'),
    offline: qsTr('No connection. What you write is sent later.'),
    serverAway: qsTr('Your XMPP server is away. What you write is sent later.'),
    passwordRefused: qsTr('Your XMPP server no longer accepts the password. Sign out, and sign in again.'),

    // Notifications
    newMessage: qsTr('New message'),
    notificationsWork: qsTr('Notifications work.'),

    // Problems
    problems: {
        'network': qsTr('There is no connection to the gateway.'),
        'invalid-jid': qsTr('This is not an address. It looks like name@example.org.'),
        'not-authorized': qsTr('The address or the password is wrong.'),
        'domain-not-allowed': qsTr('This gateway does not connect to that server.'),
        'xmpp-unreachable': qsTr('That XMPP server cannot be reached.'),
        'xmpp-error': qsTr('That XMPP server refused the request.'),
        'timeout': qsTr('That XMPP server does not answer.'),
        'too-large': qsTr('This text is too long.'),
        'too-many-requests': qsTr('Too many tries. Wait a little.'),
        'storage-unavailable': qsTr('The gateway cannot store anything now. Try again later.'),
    },
    //: %1 is a technical text, in English
    problem: detail => fill(qsTr('This did not work: %1'), detail),
    noStorage: qsTr('This browser lets the page store nothing. WebJabber needs that.'),
});
