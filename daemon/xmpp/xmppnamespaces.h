// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

namespace WebJabber {

// The XML namespaces that more than one file uses.

// Streams
inline constexpr QLatin1StringView streamNamespace{"http://etherx.jabber.org/streams"};
inline constexpr QLatin1StringView streamErrorNamespace{"urn:ietf:params:xml:ns:xmpp-streams"};
inline constexpr QLatin1StringView clientNamespace{"jabber:client"};
inline constexpr QLatin1StringView stanzaErrorNamespace{"urn:ietf:params:xml:ns:xmpp-stanzas"};
inline constexpr QLatin1StringView tlsNamespace{"urn:ietf:params:xml:ns:xmpp-tls"};
inline constexpr QLatin1StringView saslNamespace{"urn:ietf:params:xml:ns:xmpp-sasl"};
inline constexpr QLatin1StringView sasl2Namespace{"urn:xmpp:sasl:2"}; // XEP-0388
inline constexpr QLatin1StringView bind2Namespace{"urn:xmpp:bind:0"}; // XEP-0386
inline constexpr QLatin1StringView managementNamespace{"urn:xmpp:sm:3"}; // XEP-0198
inline constexpr QLatin1StringView xmlNamespace{"http://www.w3.org/XML/1998/namespace"};

// Wrappers of messages
inline constexpr QLatin1StringView archiveNamespace{"urn:xmpp:mam:2"}; // XEP-0313
inline constexpr QLatin1StringView carbonsNamespace{"urn:xmpp:carbons:2"}; // XEP-0280
inline constexpr QLatin1StringView forwardNamespace{"urn:xmpp:forward:0"}; // XEP-0297
inline constexpr QLatin1StringView delayNamespace{"urn:xmpp:delay"}; // XEP-0203
inline constexpr QLatin1StringView oldDelayNamespace{"jabber:x:delay"}; // XEP-0091
inline constexpr QLatin1StringView stanzaIdNamespace{"urn:xmpp:sid:0"}; // XEP-0359

// Payloads of messages
inline constexpr QLatin1StringView chatStatesNamespace{"http://jabber.org/protocol/chatstates"}; // XEP-0085
inline constexpr QLatin1StringView receiptsNamespace{"urn:xmpp:receipts"}; // XEP-0184
inline constexpr QLatin1StringView markersNamespace{"urn:xmpp:chat-markers:0"}; // XEP-0333
inline constexpr QLatin1StringView fallbackNamespace{"urn:xmpp:fallback:0"}; // XEP-0428
inline constexpr QLatin1StringView correctionNamespace{"urn:xmpp:message-correct:0"}; // XEP-0308
inline constexpr QLatin1StringView retractionNamespace{"urn:xmpp:message-retract:1"}; // XEP-0424
inline constexpr QLatin1StringView oldRetractionNamespace{"urn:xmpp:message-retract:0"};
inline constexpr QLatin1StringView reactionsNamespace{"urn:xmpp:reactions:0"}; // XEP-0444
inline constexpr QLatin1StringView replyNamespace{"urn:xmpp:reply:0"}; // XEP-0461
inline constexpr QLatin1StringView referenceNamespace{"urn:xmpp:reference:0"}; // XEP-0372
inline constexpr QLatin1StringView sfsNamespace{"urn:xmpp:sfs:0"}; // XEP-0447
inline constexpr QLatin1StringView simsNamespace{"urn:xmpp:sims:1"}; // XEP-0385
inline constexpr QLatin1StringView oobNamespace{"jabber:x:oob"}; // XEP-0066
inline constexpr QLatin1StringView jsonNamespace{"urn:xmpp:json:0"}; // XEP-0335
inline constexpr QLatin1StringView jsonMessageNamespace{"urn:xmpp:json-msg:0"}; // XEP-0432
inline constexpr QLatin1StringView callNamespace{"urn:xmpp:jingle-message:0"}; // XEP-0353
inline constexpr QLatin1StringView roomUserNamespace{"http://jabber.org/protocol/muc#user"}; // XEP-0045
inline constexpr QLatin1StringView invitationNamespace{"jabber:x:conference"}; // XEP-0249
inline constexpr QLatin1StringView occupantIdNamespace{"urn:xmpp:occupant-id:0"}; // XEP-0421
inline constexpr QLatin1StringView moderationNamespace{"urn:xmpp:message-moderate:1"}; // XEP-0425
inline constexpr QLatin1StringView oldModerationNamespace{"urn:xmpp:message-moderate:0"};
inline constexpr QLatin1StringView fasteningNamespace{"urn:xmpp:fasten:0"}; // XEP-0422
inline constexpr QLatin1StringView oldOmemoNamespace{"eu.siacs.conversations.axolotl"}; // XEP-0384
inline constexpr QLatin1StringView omemo1Namespace{"urn:xmpp:omemo:1"};
inline constexpr QLatin1StringView omemo2Namespace{"urn:xmpp:omemo:2"};
inline constexpr QLatin1StringView oldOpenPgpNamespace{"jabber:x:encrypted"}; // XEP-0027
inline constexpr QLatin1StringView openPgpNamespace{"urn:xmpp:openpgp:0"}; // XEP-0373

// Rooms and bookmarks
inline constexpr QLatin1StringView roomNamespace{"http://jabber.org/protocol/muc"}; // XEP-0045
inline constexpr QLatin1StringView roomAdminNamespace{"http://jabber.org/protocol/muc#admin"};
inline constexpr QLatin1StringView hatsNamespace{"urn:xmpp:hats:0"}; // XEP-0317
inline constexpr QLatin1StringView bookmarksNamespace{"urn:xmpp:bookmarks:1"}; // XEP-0402
inline constexpr QLatin1StringView notifyNamespace{"urn:xmpp:notification-settings:1"}; // XEP-0492
inline constexpr QLatin1StringView pubsubNamespace{"http://jabber.org/protocol/pubsub"}; // XEP-0060
inline constexpr QLatin1StringView pubsubEventNamespace{"http://jabber.org/protocol/pubsub#event"};
inline constexpr QLatin1StringView formNamespace{"jabber:x:data"}; // XEP-0004

// Requests to other entities
inline constexpr QLatin1StringView discoInfoNamespace{"http://jabber.org/protocol/disco#info"}; // XEP-0030
inline constexpr QLatin1StringView discoItemsNamespace{"http://jabber.org/protocol/disco#items"};
inline constexpr QLatin1StringView lastActivityNamespace{"jabber:iq:last"}; // XEP-0012
inline constexpr QLatin1StringView versionNamespace{"jabber:iq:version"}; // XEP-0092
inline constexpr QLatin1StringView pingNamespace{"urn:xmpp:ping"}; // XEP-0199
inline constexpr QLatin1StringView timeNamespace{"urn:xmpp:time"}; // XEP-0202

} // namespace WebJabber
