//! What Meta says about the account and its numbers: admins read of what they must know, once.

use conecta_sandbox::whatsapp::Signature;
use serde_json::{Value, json};

use crate::support::Desk;

/// Meta says this of our account; `at`: its stamp.
async fn says_at(desk: &Desk, at: i64, field: &str, value: Value) {
    let changes = json!([{ "field": field, "value": value }]);
    let entry = json!([{ "id": desk.company.account, "time": at, "changes": changes }]);
    let body = json!({ "object": "whatsapp_business_account", "entry": entry });
    let body = body.to_string().into_bytes();
    let status = desk.whatsapp.post_raw(body, Signature::Valid).await;
    assert_eq!(status.expect("an answer"), 200);
    desk.seconds_pass(11).await;
}

/// The same of this moment.
async fn says(desk: &Desk, field: &str, value: Value) {
    says_at(desk, desk.clock.now().timestamp(), field, value).await;
}

/// The number for sales as Meta prints it in its news.
const SALES: &str = "551140001000";

#[tokio::test]
async fn a_restriction_says_what_cannot_be_done_and_until_when() {
    let desk = Desk::watched().await;
    let until = desk.clock.now().timestamp() + 86_400;
    let restrictions = json!([
        { "restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": until },
        { "restriction_type": "RESTRICTED_ADD_PHONE_NUMBER_ACTION" },
        { "restriction_type": "RESTRICTED_*TUDO*" },
    ]);
    let news = json!({ "event": "ACCOUNT_RESTRICTION", "restriction_info": restrictions });
    says(&desk, "account_update", news).await;
    let [alert] = desk.told().try_into().expect("one alert");
    let account = &desk.company.account;
    assert_eq!(
        alert,
        format!(
            "⚠️ A Meta restringiu a conta {account} do WhatsApp: não dá para iniciar atendimentos \
             até 24/11 10:01; não dá para adicionar números; RESTRICTED\\_\\*TUDO\\*. Veja o motivo e \
             peça revisão no Gerenciador do WhatsApp."
        )
    );
}

#[tokio::test]
async fn the_same_is_told_once_however_often_it_comes_and_over_a_restart() {
    let mut desk = Desk::watched().await;
    let at = desk.clock.now().timestamp();
    let violation = json!({
        "event": "ACCOUNT_VIOLATION", "violation_info": { "violation_type": "ADULT" },
    });
    for _ in 0..3 {
        says_at(&desk, at, "account_update", violation.clone()).await;
    }
    // As of another moment, and then two days later, as what was repeated all the while.
    says(&desk, "account_update", violation.clone()).await;
    desk.hours_pass(48).await;
    says_at(&desk, at, "account_update", violation.clone()).await;
    desk.kill().await;
    desk.starts_again().await;
    desk.minutes_pass(1).await;
    let [alert] = desk.told().try_into().expect("one alert");
    assert!(
        alert.contains("violar uma regra do WhatsApp (ADULT)"),
        "{alert}"
    );

    // Another violation is other news.
    says(&desk, "account_update", violation).await;
    assert_eq!(desk.told().len(), 2, "{:?}", desk.told());
}

#[tokio::test]
async fn what_came_while_nobody_could_be_told_is_told_later() {
    let desk = Desk::watched().await;
    desk.discord_goes_down();
    says(
        &desk,
        "account_update",
        json!({ "event": "ACCOUNT_DELETED" }),
    )
    .await;
    for event in ["PIN_RESET_REQUEST", "PIN_CHANGED", "PIN_LOST"] {
        says(&desk, "security", json!({ "event": event })).await;
    }
    desk.discord_comes_back().await;
    // It is tried again more and more seldom.
    desk.minutes_pass(7).await;
    let told = desk.told().join("\n");
    for words in [
        "apagou",
        "pediu à Meta para trocar o PIN",
        "Foi trocado o PIN",
        "PIN\\_LOST",
    ] {
        assert_eq!(told.matches(words).count(), 1, "{words} in {told}");
    }
}

#[tokio::test]
async fn a_number_is_called_by_its_name() {
    let desk = Desk::watched().await;
    let of_number = |event: &str| json!({ "display_phone_number": SALES, "event": event });
    let quality = "phone_number_quality_update";
    says(&desk, quality, of_number("FLAGGED")).await;
    says(&desk, quality, of_number("UNFLAGGED")).await;
    says(&desk, quality, of_number("FLAGGED")).await;
    says(&desk, "security", of_number("PIN_RESET_REQUEST")).await;
    let name = json!({
        "display_phone_number": "15550000000", "decision": "REJECTED",
        "requested_verified_name": "Loja [1](http://x.example)", "rejection_reason": "NAME_NOT_CONSISTENT",
    });
    says(&desk, "phone_number_name_update", name).await;
    let [flagged, well, again, pin, name] = desk.told().try_into().expect("five alerts");
    assert!(
        flagged.contains("marcou o número «Vendas» por baixa"),
        "{flagged}"
    );
    assert!(
        well.starts_with("✅ A Meta não marca mais o número «Vendas»"),
        "{well}"
    );
    assert_eq!(again, flagged, "it was well in between");
    assert!(pin.contains("o PIN que protege o número «Vendas»"), "{pin}");
    assert!(
        name.contains("para o número «15550000000» (NAME\\_NOT\\_CONSISTENT)"),
        "{name}"
    );
    assert!(!name.contains("](http:"), "{name}");
}

#[tokio::test]
async fn each_news_has_its_sentence() {
    let desk = Desk::watched().await;
    let update = |event: &str, more: Value| {
        let mut value = json!({ "event": event });
        for (key, part) in more.as_object().into_iter().flatten() {
            value[key] = part.clone();
        }
        ("account_update", value)
    };
    let ban = |state: &str| json!({ "ban_info": { "waba_ban_state": state, "waba_ban_date": "April 17, 2027" } });
    let alert = json!({
        "alert_type": "PROFILE_PICTURE_LOST", "alert_severity": "WARNING", "alert_status": "ACTIVE",
    });
    let table = [
        (
            update("DISABLED_UPDATE", ban("SCHEDULE_FOR_DISABLE")),
            "vai desativar",
        ),
        (update("DISABLED_UPDATE", ban("DISABLE")), "desativou"),
        (update("DISABLED_UPDATE", ban("REINSTATE")), "reativou"),
        (
            update(
                "PARTNER_REMOVED",
                json!({ "disconnection_info": { "reason": "PRIMARY_INACTIVITY" } }),
            ),
            "(PRIMARY\\_INACTIVITY): se era o da Conecta",
        ),
        (
            update("ACCOUNT_OFFBOARDED", json!({})),
            "Confira com </diagnostics:",
        ),
        (
            ("account_review_update", json!({ "decision": "REJECTED" })),
            "recusou",
        ),
        (
            ("account_review_update", json!({ "decision": "PENDING" })),
            "ainda não decidiu",
        ),
        (
            (
                "business_capability_update",
                json!({ "max_daily_conversation_per_phone": 1000 }),
            ),
            "até 1000 por dia",
        ),
        (
            ("account_alerts", json!({ "alert_info": alert })),
            "(PROFILE\\_PICTURE\\_LOST)",
        ),
        (
            update("ACCOUNT_SUSPENDED", json!({})),
            "(ACCOUNT\\_SUSPENDED)",
        ),
        (
            (
                "account_settings_update",
                json!({ "event": "CALLS_BLOCKED" }),
            ),
            "(CALLS\\_BLOCKED)",
        ),
    ];
    for ((field, value), words) in table {
        let before = desk.told().len();
        says(&desk, field, value).await;
        let told = desk.told();
        assert_eq!(told.len(), before + 1, "{words}: {told:?}");
        assert!(told[before].contains(words), "{words} in {}", told[before]);
    }
}

#[tokio::test]
async fn what_needs_nobody_makes_no_noise() {
    let desk = Desk::watched().await;
    for event in [
        "VERIFIED_ACCOUNT",
        "PARTNER_ADDED",
        "MM_LITE_TERMS_SIGNED",
        "ACCOUNT_RECONNECTED",
    ] {
        says(&desk, "account_update", json!({ "event": event })).await;
    }
    says(
        &desk,
        "account_review_update",
        json!({ "decision": "APPROVED" }),
    )
    .await;
    let quality = json!({ "display_phone_number": SALES, "event": "THROUGHPUT_UPGRADE" });
    says(&desk, "phone_number_quality_update", quality).await;
    let name = json!({ "display_phone_number": SALES, "decision": "APPROVED" });
    says(&desk, "phone_number_name_update", name).await;
    let template = json!({ "event": "APPROVED", "message_template_name": "oi" });
    says(&desk, "message_template_status_update", template).await;
    says(&desk, "flows", json!({ "event": "FLOW_BLOCKED" })).await;
    assert_eq!(desk.told(), Vec::<String>::new());
}

#[tokio::test]
async fn what_is_said_before_admins_have_a_place_is_told_there_once_they_have() {
    let desk = Desk::open().await;
    let news =
        json!({ "event": "ACCOUNT_VIOLATION", "violation_info": { "violation_type": "ADULT" } });
    says(&desk, "account_update", news).await;
    desk.hours_pass(2).await;
    desk.chooses_the_admins_place().await;
    desk.looks_around().await;
    let [alert] = desk.told().try_into().expect("one alert");
    assert!(alert.contains("ADULT"), "{alert}");
}

#[tokio::test]
async fn whatever_is_told_at_once_stands_there_whole() {
    let desk = Desk::watched().await;
    let restrictions: Vec<Value> = (0..40)
        .map(|nth| json!({ "restriction_type": format!("RESTRICTED_{nth}_{}", "A".repeat(60)) }))
        .collect();
    let news = json!({ "event": "ACCOUNT_RESTRICTION", "restriction_info": restrictions });
    says(&desk, "account_update", news).await;
    let alerts = desk.told();
    assert!(alerts.len() > 1, "{alerts:?}");
    let last = alerts.last().expect("an alert");
    assert!(last.contains("Gerenciador do WhatsApp"), "{alerts:?}");
}
