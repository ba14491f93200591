"""French words for figures as people have them: what things are called, and what is said."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # What things may be called, beside their labels; commas between names
    "called.small_words": "le, la, les, l, un, une, de, des, du, d, à, a, au, aux, en, et, dans, "
    "par, pour, leur, leurs, qui, ont, ayant",
    "called.counting": "nombre, nb, nbre",
    "called.total": "total, totaux, total général, sous-total, somme, cumul, moyenne, ensemble",
    "called.measure": "mesure, chiffre, indicateur, libellé, rubrique, élément",
    "called.period": "période, date, mois, du, trimestre, année, semaine, jour",
    "called.value": "valeur, nombre, montant",
    "called.year": "année, an, exercice",
    "called.month": "mois",
    "called.quarter": "trimestre",
    "called.week": "semaine, n° de semaine, numéro de semaine, sem",
    "called.day": "jour, jour du mois",
    "called.change": "évolution, variation, var, écart, croissance, progression, tendance, "
    "différence",
    "called.described": "unité, note, notes, que compter, commentaire, commentaires, remarque, "
    "remarques, description, source, responsable",
    "called.currency": "devise, monnaie",
    "called.key": "identifiant, référence, numéro, n° de facture, numéro de facture",
    "called.measure.sessions_completed": "séances effectuées, séances réalisées, séances terminées",
    "called.measure.sessions_scheduled": "séances planifiées, séances programmées, "
    "séances réservées",
    "called.measure.clients_start": "clients en début de période, clients initiaux",
    "called.measure.clients_end": "clients en fin de période, clients finaux",
    "called.measure.clients_asked": "clients interrogés, enquêtes envoyées",
    "called.measure.clients_surveyed": "répondants, réponses",
    "called.measure.revenue": "chiffre d’affaires, ca, recettes, revenus, ventes",
    "called.measure.users": "utilisateurs actifs",
    "called.measure.clients_placed": "placements",
    "called.measure.clients_coached": "clients suivis",
    "called.field.date": "date de la séance, date de séance, date du rendez-vous, payé le, "
    "date de la commande, date de commande, date de vente, date de la vente, "
    "date du paiement, date de paiement, "
    "date de l’événement, date de l’activité, date de début, début, "
    "date et heure, prévu le, heure de début, début du rendez-vous, début de la séance, "
    "date du rdv, programmé le, planifié le, réservé pour, date d’opération, "
    "date de l’opération, date de transaction, date d’encaissement, jour, horodateur, créé le, "
    "date de facture, date de la facture, facturé le, date de comptabilisation, date comptable",
    "called.field.client": "clients, nom, nom du client, cliente, mentoré, coaché, participant, "
    "invité, e-mail, adresse e-mail, courriel, nom complet, nom du contact, patient, patiente, "
    "nom du patient, payeur, nom du payeur, nom payeur",
    "called.unit_words": "obligatoire, facultatif, heure locale, date et heure",
    "called.remark": "note, notes, nb, n.b, remarque, remarques, source, légende, généré, exporté, "
    "imprimé",
    "called.second_heading": "réponse, réponse ouverte, précisez, autre (veuillez préciser)",
    "called.not_yet": "actif, active, en cours, actuel, actuelle, toujours là, toujours client, "
    "toujours cliente, présent, présente, pas encore, non, jamais",
    "called.partly": "partiel, partielle, partiellement",
    "called.transaction": "type, type de transaction, nature, catégorie, libellé, description, "
    "opération, motif, impact sur le solde",
    "called.money": "devise, monnaie, frais, commission, net, montant net, brut, montant brut, "
    "tva, taxe, solde, versement, mode de paiement, moyen de paiement, montant remboursé, "
    "numéro de transaction, n° de transaction, facture, n° de facture, numéro de facture, "
    "date de facture, date de la facture, échéance, date d’échéance",
    "called.weak.amount": "total, montant total, total ttc, revenu, revenus, chiffre d’affaires, "
    "ca, recettes, ventes",
    "called.net.amount": "net perçu, net encaissé, net reçu, net à payer",
    "called.gross": "brut, brute, total, sous-total, ventes, encaissé, encaissée, ttc, hors frais",
    "called.balance": "solde, solde du compte, solde courant",
    "called.due": "échéance, date d’échéance, à payer avant le",
    "called.bill": "facture, date de facture, date de la facture, n° de facture, "
    "numéro de facture, statut de la facture, échéance, date d’échéance",
    "called.billed": "facture, factures, facturé, facturée, devis, pro forma, proforma, "
    "note d’honoraires",
    "called.paid_on": "payé le, réglé le, date du paiement, date de paiement, date de règlement, "
    "date du règlement",
    "called.best": "meilleur, meilleure, meilleure note, excellent, très bien, très satisfait, "
    "très satisfaite, tout à fait satisfait, tout à fait satisfaite, tout à fait d’accord",
    "called.worst": "pire, très mauvais, très mauvaise, très insatisfait, très insatisfaite, "
    "pas du tout satisfait, pas du tout satisfaite, pas du tout d’accord",
    "called.surest.amount": "montant payé, total payé, total réglé, total encaissé, montant reçu, "
    "montant encaissé, encaissé",
    "called.apart.amount": "frais, pourboire, pourboires, livraison, expédition, commission, "
    "commissions, versement, arrondi",
    "called.tax": "tva, taxe, taxes, impôt, montant de la tva",
    # Ce qui s’oppose à compter une ligne ou une colonne telle quelle
    "called.yes": "vrai, oui, o, 1, x",
    "called.no": "faux, non, n, 0, -, n/a",
    "called.thousands": "millier, milliers, million, millions, k",
    "called.actual": "réel, réels, réalisé, réalisés, réalisation, constaté, définitif, atteint",
    "called.not_actual": "budget, budgété, objectif, objectifs, cible, prévision, prévisions, "
    "prévisionnel, estimation, année précédente, année dernière, n-1, cumul, cumulé",
    "called.unpaid": "échoué, échec, refusé, impayé, impayée, en attente, en retard, annulé, "
    "annulée, brouillon, expiré, litige, virement sortant, retrait, frais, commission, "
    "conversion de devise",
    "called.refunded": "remboursement, remboursements, remboursé, remboursée, avoir",
    "called.not_held": "annulé, annulée, absent, absence, absente, manquée, manqué",
    "called.first_name": "prénom, prénoms",
    "called.last_name": "nom de famille",
    "called.mere_name": "nom",
    "called.field.rating": "satisfaction, score, évaluation, étoiles",
    "called.field.status": "statut de la réservation, statut de réservation, "
    "état de la réservation, statut de la séance, statut du rendez-vous, statut du rdv, "
    "état du rendez-vous, état du rdv, état, présence, issue, "
    "résultat, présent, présente, présent ?, présente ?, venu, venue, venu ?, a assisté, honoré, "
    "absent, absente, absent ?",
    "called.field.joined": "arrivée, date d’entrée, entré le, début, date de début, depuis, "
    "client depuis, cliente depuis, inscrit le, inscrite le, date d’inscription, date d’adhésion, "
    "début du programme, début de l’accompagnement",
    "called.field.left": "départ, date de sortie, sorti le, fin, date de fin",
    "called.field.advanced": "promu le, promotion, date de promotion",
    "called.field.placed": "placé le, date de placement, embauche, embauché le",
    "called.field.started": "débuté le, date de début, début",
    "called.field.reached": "atteint le, date d’atteinte, réussi le",
    "called.field.kind": "type d’événement, nature",
    "called.field.attendees": "présents, personnes, fréquentation",
    "called.field.connections": "contacts noués, relations",
    "called.field.amount": "montant payé, somme payée, montant ht, prix, paiement, "
    "montant ttc, montant brut, avant commission, brut, montant net",
    "called.field.consulted": "date de consultation, consultation gratuite, appel découverte, "
    "appel de découverte, rendez-vous découverte, séance découverte, date de l’appel découverte",
    "called.field.paid": "date du premier paiement, premier paiement le, première facture payée, "
    "payé le",
    # Ce qui se trouve à côté d’un enregistrement et dit ce qu’il est
    "called.trial": "essai, client test, cliente test, bac à sable, démo, fictif",
    "called.live": "mode réel, réel",
    "called.outgoing": "débit, sortie, sortant, dépense, achat, virement émis, paiement envoyé, "
    "envoyé, paiement par carte, prélèvement",
    "called.settled": "payé, payée, payé ?, payée ?, réglé, réglée, réglé ?, réglée ?, encaissé, "
    "encaissée, reçu, acquitté, acquittée, soldé ?, soldée",
    "called.state": "statut, état, statut du paiement, statut de paiement, état du paiement, "
    "statut de la facture, état de la facture, statut de la commande, statut du client, situation",
    "called.paid": "payé, payée, réglé, réglée, encaissé, encaissée, reçu, reçue, réussi, réussie, "
    "terminé, terminée, effectué, effectuée, exécuté, exécutée, acquitté, acquittée, soldé, "
    "soldée, validé, validée, oui",
    "called.stage": "étape, phase, type de contact, type de client",
    "called.prospect": "prospects, piste, contact, liste d’attente, demande, candidat, candidate",
    "called.gone": "archivé, archivée, supprimé, supprimée, inactif, inactive, désactivé, ancien, "
    "ancienne, résilié, résiliée, parti, partie, sorti, sortie, fini, finie, clos, close, clôturé, "
    "clôturée, perdu, perdue, arrêté, arrêtée, ancien client, ancienne cliente",
    "called.there": "actif, active, actif ?, active ?, client actif, en cours",
    "called.incomplete": "partielle, partiel, incomplète, incomplet, en cours, non terminé, "
    "commencé, exclu, brouillon, indésirable",
    "called.time_of_day": "heure, heure de début, début, horaire, de, heure du rendez-vous",
    "called.times": "quantité, qté, nombre de séances, nb de séances, nb séances, séances, nombre, "
    "réponses, nombre de réponses, nb de réponses, effectif",
    "called.unit_price": "prix, prix unitaire, tarif, tarif unitaire, pu, prix de la séance, "
    "prix par séance",
    "called.appointment": "durée, heure de fin, date de fin, fuseau horaire, "
    "numéro de réservation, "
    "type de rendez-vous, type d’événement, personnel, intervenant, intervenante, rappels",
    "called.mark.here": "p, pr, prés",
    "called.mark.away": "a, ab, abs",
    "called.stars": "étoile, étoiles",
    "called.minutes": "minute, minutes, min",
    "called.supplier": "fournisseur, fournisseuse, nom du fournisseur, payé à, bénéficiaire",
    "called.owed": "reste dû, reste à payer, restant dû, solde dû, solde restant, solde à payer, "
    "montant dû, montant restant, dû, à payer, encours, reste à encaisser, solde restant dû",
    "called.discount": "remise, remises, rabais, réduction, réductions, bon d’achat, code promo",
    "called.disputed": "litige, litiges, contesté, contestée",
    "called.method": "mode de paiement, moyen de paiement, type de paiement, mode de règlement, "
    "moyen de règlement, type de règlement, méthode de paiement, modes de paiement, "
    "moyens de paiement, paiement, paiements, règlement, règlements, payé par, payé avec, "
    "réglé par, réglé avec, encaissement, passerelle de paiement",
    "called.means": "espèces, espèce, liquide, carte, carte bancaire, carte bleue, "
    "carte de crédit, cb, virement, virement bancaire, chèque, chèque bancaire, prélèvement",
    "called.prepaid": "carte cadeau, cartes cadeaux, cartes cadeau, carte-cadeau, cartes-cadeaux, "
    "bon cadeau, bons cadeaux, bons cadeau, bon-cadeau, bons-cadeaux, chèque cadeau, "
    "chèques cadeaux, chèques cadeau, chèque-cadeau, chèques-cadeaux, coffret cadeau, "
    "coffrets cadeaux, bon d’achat, bons d’achat, avoir, avoirs, crédit client, crédits client, "
    "crédit boutique, crédit magasin, crédits, cagnotte, solde client, compte client, forfait, "
    "forfaits, carnet, carnets, pack, packs, abonnement, abonnements, points de fidélité, offert, "
    "offerte",
    "called.on_account": "compte, en compte, gratuit, gratuite, points",
    "called.stored": "carte cadeau, cartes cadeaux, cartes cadeau, carte-cadeau, cartes-cadeaux, "
    "bon cadeau, bons cadeaux, bons cadeau, bon-cadeau, bons-cadeaux, chèque cadeau, "
    "chèques cadeaux, chèques cadeau, chèque-cadeau, chèques-cadeaux, coffret cadeau, "
    "crédit client, crédit boutique, crédit magasin",
    "called.redeemed": "utilisé, utilisée, utilisés, utilisées, utilisation, consommé, consommée, "
    "imputé, imputée, déduit, déduite, payé par, payée par, payé avec, payée avec, réglé par, "
    "réglée par, réglé avec, réglée avec, paiement par, règlement par, paiement avec",
    "called.sold": "vendu, vendue, vendus, vendues, vente, ventes, achat, achats, acheté, achetée, "
    "achetés, achetées, émis, émise, émises",
    "called.card_number": "numéro, n°, nº, code, identifiant, référence",
    "called.weak.date": "créé le, créée le, création, date de création, horodateur, soumis le, "
    "réservé le, date de réservation, modifié le, mis à jour le, mise à jour, "
    "dernière modification",
    "called.some_day": "date, jour, le, heure, moment",
    "called.other_day": "naissance, né, née, échéance, limite, expiration, expire, expiré, "
    "validité, création, créé, créée, réservation, réservé, réservée, inscription, inscrit, "
    "inscrite, adhésion, renouvellement, renouvelé, prochain, prochaine, dernier, dernière, "
    "précédent, précédente, premier, première, suivi, relance, rappel, invité, invitée, "
    "invitation, envoyé, envoyée, envoi, demande, demandé, émis, émise, émission, valeur, "
    "versement, arrivée, embauche, début, débuté, fin, annulé, annulée, annulation, modifié, "
    "modifiée, modification, mise à jour, mis à jour, ajout, ajouté, importé, exporté, généré, "
    "imprimé, supprimé, archivé, ouvert, prévu, prévue, estimé, estimée",
    "called.balance_row": "solde initial, solde d’ouverture, solde de départ, solde de clôture, "
    "solde final, solde précédent, solde antérieur, ancien solde, nouveau solde, report à nouveau, "
    "solde au, solde en début",
    "called.other_unit": "pourcent, pour cent, pourcentage, taux, part, heure, heures, hrs, "
    "minute, minutes, moyenne, médiane, par client, par séance, par mois",
    "called.payout_head": "date d’arrivée, identifiant du virement, date du versement",
    "called.attended": "présent, présente, présent ?, présente ?, présence, venu, venue, venu ?, "
    "venue ?, a assisté, honoré",
    "called.absences": "absent, absente, absence, présent, présente, présence, venu, venue, "
    "statut, état",
    "called.cancelled": "annulé, annulée, annulé ?, annulée ?, est annulé",
    "called.absent": "absente, absent ?, absente ?, absence, non venu, lapin",
    "called.ticked": "coché, cochée",
    "called.crossed": "décoché, décochée, non coché",
    "called.hundredths": "centimes, centime",
    "called.came_in": "crédit, crédits, crédit euros, entrée, entrées, recette, recettes",
    "called.went_out": "débit, débits, débit euros, sortie, sorties, dépense, dépenses",
    # KPIs as articles print their names
    "called.kpi.mentoring.satisfaction": "Score de satisfaction du client",
    "called.kpi.mentoring.session_completion": "Taux d’achèvement de la session de mentorat",
    "called.kpi.mentoring.career_advancement": "Taux d’avancement de carrière client",
    "called.kpi.mentoring.time_to_milestone": "Temps moyen pour atteindre les jalons de carrière "
    "client",
    "called.kpi.mentoring.retention": "Taux de rétention des clients",
    "called.kpi.mentoring.workshop_growth": "Pourcentage de croissance de fréquentation de "
    "l’atelier",
    "called.kpi.mentoring.networking_success": "Taux de réussite des événements de réseautage",
    "called.kpi.remote.satisfaction": "Score de satisfaction du client",
    "called.kpi.remote.session_completion": "Taux d’achèvement de la session",
    "called.kpi.remote.retention": "Taux de rétention des clients",
    "called.kpi.remote.arpu": "Revenu moyen par utilisateur",
    "called.kpi.remote.free_to_paid": "Taux de conversion de la consultation gratuite au client "
    "payant",
    "called.kpi.remote.job_placement": "Taux de réussite du placement des clients",
    "called.kpi.remote.time_to_milestone": "Temps moyen pour atteindre la jalon de carrière du "
    "client",
    # Objectifs
    "called.plan.target": "objectif, objectifs, votre objectif, cible, cibles, but",
    "called.plan.owner": "responsable, qui, pilote, porteur, par qui, en charge",
    "called.plan.step": "prochaine étape, prochaines étapes, étape suivante, étape, "
    "action, actions",
    "called.plan.due": "échéance, date d’échéance, pour le, date limite, pour quand",
    "called.plan.comment": "commentaire, commentaires, remarque, remarques, note, notes",
    "fill.plan_absent": "ce classeur n’a pas de feuille pour les objectifs ; xl-kpis roll "
    "--repair en fait un qui l’a, avec tous ses chiffres",
    "fill.plan_kpi": "« {name} » n’est pas un indicateur de ce classeur ; il y a {known}",
    "fill.plan_field": "un objectif n’a pas de « {name} » ; il y a {known}",
    "fill.plan_domain": "{value} ne peut pas être l’objectif de « {name} » : valeurs "
    "possibles, {domain}{hint}",
    "fill.plan_hint": " (écrivez {percent} % ou {share})",
    "fill.plan_share": " (et ce n’est pas une part)",
    "fill.plan_due": "« {value} » n’est pas un jour",
    "fill.plan_long": "ce texte sur « {name} » a {count} caractères, il y a de la place pour "
    "{most}",
    "fill.plan_twice": "« {name} » a deux objectifs ou deux textes du même genre : {value}, "
    "et avant {other}",
    # Files
    "fill.file_empty": "le fichier est vide",
    "fill.file_pdf": "c’est un PDF, qui contient des pages et aucune cellule ; exportez les "
    "chiffres en CSV ou dans un classeur",
    "fill.file_image": "c’est une image ; exportez les chiffres en CSV ou dans un classeur",
    "fill.file_document": "c’est un document de texte ; mettez les chiffres dans un tableau et "
    "enregistrez-le en CSV ou en classeur",
    "fill.file_numbers": "c’est un fichier Numbers d’Apple ; exportez-le en CSV ou en classeur "
    "Excel",
    "fill.file_archive": "c’est une archive ; décompressez-la et donnez les fichiers qu’elle "
    "contient",
    "fill.file_encrypted": "ce classeur est protégé par un mot de passe ; retirez-le et "
    "enregistrez de nouveau",
    "fill.file_binary": "ce n’est ni un texte ni un classeur ; exportez les chiffres en CSV ou "
    "dans un classeur",
    "fill.file_damaged": "ce classeur est illisible ({reason}) ; ouvrez-le et enregistrez-le de "
    "nouveau",
    "fill.file_json": "ce n’est pas du JSON valable (ligne {row}, caractère {character})",
    "fill.file_skipped": "laissé de côté, car {reason}",
    "fill.nothing": "ni chiffres ni enregistrements n’ont été reconnus ici ; le début est {seen}. "
    "Il faut une ligne d’en-têtes : des périodes à côté des noms de chiffres, ou les colonnes d’un "
    "journal ; dites ce qu’est une colonne avec --map 'Son en-tête=date'",
    "fill.nothing_log": "cela ressemble au journal « {log} », mais aucune colonne ne s’appelle "
    "« {field} » ; dites laquelle de {columns} "
    "c’est, par exemple --map '{one}={field}'",
    "fill.nothing_status": "cela ressemble au journal « {log} », mais aucune colonne ne dit "
    "lesquelles ont eu lieu ; ajoutez-en une appelée « {field} » (tenue, manquée, annulée), ou "
    "dites laquelle c’est avec --map 'Son en-tête={field}'",
    "fill.nothing_field": "cela ressemble au journal « {log} », mais rien n’y peut être "
    "« {field} » ; ajoutez une colonne de ce nom",
    "fill.nothing_rows": "les en-têtes sont là, mais aucune ligne en dessous n’est remplie",
    "fill.nothing_left": "il ne reste rien à remplir : aucune ligne de chiffres ne porte un nom "
    "qui dise de quoi il s’agit",
    "fill.sheet_skipped": "laissée de côté : rien n’a été reconnu sur cette feuille",
    # What was taken for what
    "fill.taken": "« {name} » compris comme « {label} »",
    "fill.columns_left": "colonnes inutilisées pour le journal « {log} » : {columns}",
    "fill.no_absences": "aucune colonne ne dit qui n’est pas venu : les rendez-vous qui n’ont pas "
    "été annulés comptent comme tenus dans le journal « {log} »",
    "fill.titled": "les chiffres sans période sont pris pour « {period} », comme s’appelle la "
    "feuille ou le fichier",
    "fill.grid": "lu comme une grille de présence pour le journal « {log} » : {rows}, {days} jours",
    "fill.grid_blank": "il n’y a rien dans {cells} de la grille : comme une absence a sa propre "
    "marque, il n’y a pas eu de séance",
    "fill.stacked_total": "la ligne du total a été prise ; laissé de côté : {rows}",
    "fill.bills_count": "« {column} » dit que ce sont des factures, et rien lesquelles ont été "
    "payées : toutes comptent ; si certaines ne l’ont pas été, ajoutez une colonne qui le dit, "
    "comme « Payée » (oui ou non)",
    "fill.taken_off": "« {column} » a été retranché des montants : {rows}",
    "fill.below_zero": "{value} est inférieur à zéro et pris comme tel ; corrigez-le si c’est une "
    "erreur",
    "fill.preset_found": "lu comme {preset}",
    "fill.total_column": "la colonne « {name} » est un total et a été laissée de côté",
    "fill.change": "« {name} » compare des chiffres entre eux et a été laissé de côté",
    "fill.scaled": "« {value} » est compris comme {number}",
    "fill.planned": "« {name} » est une prévision ou un objectif, et a été laissé de côté",
    "fill.total_row": "la ligne « {name} » est un total et a été laissée de côté",
    "fill.remark_row": "« {name} » est une remarque et a été laissé de côté",
    "fill.column_left": "la colonne « {name} » ne contient aucune période et a été laissée de côté",
    "fill.no_name": "sans nom, donc laissé de côté : {rows} avec des chiffres",
    "fill.no_figure": "« {value} » ou semblable n’est pas un chiffre ; laissé de côté : {cells}",
    "fill.filtered": "laissé de côté : {rows} avec {rule}",
    "fill.blank_held": "rien ne figure sous « {column} » dans {rows}, et une coche dans toutes "
    "les autres : celles qui n’en ont pas comptent comme tenues",
    "fill.blank_no-show": "rien ne figure sous « {column} » dans {rows}, et une coche dans toutes "
    "les autres : celles qui n’en ont pas comptent comme manquées",
    "fill.blank_unpaid": "rien ne figure sous « {column} » dans {rows} : non payé, et laissé de "
    "côté",
    "fill.moved": "« {value} » ({rows}) ne compte ni comme tenue ni comme manquée, car ce qui a "
    "été déplacé compte à son nouveau jour ; si la séance a eu lieu ce jour-là, dites-le avec "
    "--status '{value}=tenue'",
    "fill.rescaled": "les notes de « {column} » vont jusqu’à {best}, et chacune a été prise "
    "{times} fois",
    "fill.named_once": "« {column} » ne figure que sur la première ligne de chaque client : {rows} "
    "en dessous sont prises pour le même",
    "fill.groups": "les lignes qui ne portent qu’un nom, comme « {name} », sont des titres de ce "
    "qui suit et ont été laissées de côté : {rows}",
    "fill.groups_of_clients": "les lignes qui ne portent qu’un nom, comme « {name} », disent à "
    "qui sont les lignes qui suivent : {rows}",
    "fill.keys_twice": "laissé de côté : {rows} dont l’identifiant figure déjà plus haut",
    "fill.key_differs": "« {value} » ({column}) figure aussi en {where}, et les deux lignes ne "
    "sont pas les mêmes ; retirez ce qui compterait deux fois, ou dites avec --map '{column}=' "
    "que chaque ligne est un enregistrement à part",
    "fill.order_dmy": "les dates comme {value} sont lues le jour d’abord, {because}",
    "fill.order_mdy": "les dates comme {value} sont lues le mois d’abord, {because}",
    "fill.because_value": "à cause de {value}",
    "fill.because_given": "comme demandé",
    "fill.because_months": "car chaque période a ainsi un mois à elle",
    "fill.because_language": "car les en-têtes sont en français",
    "fill.because_dots": "car des points séparent leurs parties",
    "fill.because_beside": "comme dans la colonne voisine",
    "fill.decimal_point": "le point est le signe décimal, à cause de {value}",
    "fill.decimal_comma": "la virgule est le signe décimal, à cause de {value}",
    "fill.period_start": "« {period} » compris comme la période qui commence alors, du {first} au "
    "{last}",
    "fill.spread": "« {name} » pour {period} est réparti sur {count} périodes",
    "fill.appended": "ajouté au journal « {log} » : {rows}",
    "fill.replaced": "le journal « {log} » contient maintenant {rows}, à la place des {before} "
    "d’avant",
    "fill.already": "déjà dans le journal « {log} », donc passé : {rows}",
    "fill.status_listed": "« {status} » ajouté à la liste « {list} » de la feuille Paramètres",
    "fill.changed": "{count} chiffres du classeur étaient autres avant, par exemple « {name} », "
    "{period} : {before}, maintenant {after}",
    "fill.changed_one": "un chiffre du classeur était autre avant : « {name} », {period} : "
    "{before}, maintenant {after}",
    "fill.uncounted": "« {kpi} » reste en saisie, car des chiffres y sont déjà saisis ; pour le "
    "compter d’après les journaux, choisissez « {source} » sur la feuille Journaux",
    "fill.lacks": "« {kpi} » ne peut pas encore être compté : il manque {lost}. Donnez le journal "
    "{logs} à côté de « {log} », ou saisissez les chiffres : {figures}",
    "fill.lacks_column": "« {kpi} » ne peut pas être compté d’après le journal "
    "« {log} » : il n’y a pas de colonne pour {fields}. Ajoutez-la, vide là où rien ne s’est "
    "passé, ou saisissez les chiffres : {figures}",
    "fill.all_answered": "toutes les lignes du journal « {log} » ont une note, il n’y a donc "
    "pas de taux de réponse : il faut pour cela les clients interrogés qui n’ont pas répondu, "
    "comme lignes sans note",
    "fill.silent": "aucune ligne du journal « {log} » n’a rien sous « {field} », ce qui en "
    "dépend n’est donc pas compté ; ajoutez la colonne si elle a été oubliée, ou saisissez les "
    "chiffres",
    "fill.not_yet": "datées d’après aujourd’hui ({today}), donc laissées hors du journal "
    "« {log} », puisque cela n’a pas eu lieu : {rows}",
    "fill.outside": "datées d’avant le {first} ou d’après le {last}, donc comptées dans aucune "
    "période du journal « {log} » : {rows}",
    "fill.currency": "les montants sont en {found}, et le classeur dit {currency} ; si c’est "
    "juste, "
    "donnez --setting currency={found}",
    "fill.fraction": "{value} n’est pas un nombre entier, or on compte ici des {unit}",
    "fill.more": "… et {count} autres du même genre",
    "rows.one": "{count} ligne",
    "rows.many": "{count} lignes",
    "figures.one": "{count} chiffre",
    "figures.many": "{count} chiffres",
    "plan_cells.one": "{count} cellule d’objectifs",
    "plan_cells.many": "{count} cellules d’objectifs",
    "log_rows.one": "{count} ligne de journal",
    "log_rows.many": "{count} lignes de journal",
    "quoted": "« {text} »",
    "plural.zero": "one",
    "periods.one": "{count} période",
    "periods.many": "{count} périodes",
    "checks.one": "{count} contrôle",
    "checks.many": "{count} contrôles",
    "errors.one": "{count} erreur",
    "errors.many": "{count} erreurs",
    "warnings.one": "{count} avertissement",
    "warnings.many": "{count} avertissements",
    "cells.one": "{count} cellule",
    "cells.many": "{count} cellules",
    # What cannot be taken
    "fill.measure": "chiffre inconnu « {name} »{hint} ; voyez la liste des chiffres sur la feuille "
    "Notes, ou dites ce que c’est avec --map '{name}=…'",
    "fill.hint": " (vouliez-vous dire « {label} » ?)",
    "fill.hint_several": " (vouliez-vous dire l’un de ceux-ci : {labels} ?)",
    "fill.period": "« {period} » n’est ni une période de 1 à {last} ni une date",
    "fill.month_name": "« {period} » nomme un mois sans année ; écrivez « {period} 2026 » ou "
    "semblable",
    "fill.calendar": "{day} est hors des périodes du classeur, du {first} au {last} ; réglez "
    "first_period, ou prenez un classeur pour ce temps-là",
    "fill.longer": "« {period} » couvre {found}, et les périodes du classeur {wanted} : donnez des "
    "chiffres de cette durée, prenez un classeur avec --setting months={months}, ou "
    "répartissez-les "
    "également avec --spread",
    "fill.shorter": "« {period} » couvre {found}, et les périodes du classeur {wanted} : donnez "
    "des "
    "chiffres de cette durée, ou prenez un classeur avec --setting months={months}",
    "fill.days": "« {period} » couvre {found}, et les périodes du classeur {wanted} : donnez des "
    "chiffres de cette durée",
    "fill.shifted": "« {period} » commence le {day}, et aucune période du classeur ne commence ce "
    "jour-là ; réglez first_period",
    "fill.unspreadable": "« {name} » est l’état à un moment donné, donc {period} ne peut pas être "
    "réparti sur des périodes plus courtes ; donnez-le pour chacune d’elles",
    "fill.unspreadable_day": "« {name} » est un jour : celui de {period} n’est pas celui de chaque "
    "période plus courte ; donnez-le pour chacune",
    "span.month": "1 mois",
    "span.months": "{count} mois",
    "span.days": "{count} jours",
    "fill.no_day": "« {value} » n’est pas un jour, et il en faut un ici",
    "fill.number": "« {value} » n’est pas un nombre",
    "fill.cell_error": "cette cellule affiche l’erreur {value} ; corrigez sa formule, ou videz "
    "la cellule",
    "fill.cell_merged": "cette cellule est fusionnée avec d’autres, et {value} vaut pour "
    "toutes ; défusionnez-les, et donnez à chacune sa valeur",
    "fill.percent": "{value} est une part, or on compte ici des {unit} : donnez leur nombre",
    "fill.share": "{value} ressemble à une part, or on compte ici des {unit} : donnez leur nombre",
    "fill.percent_amount": "{value} est une part, or il s’agit d’un montant",
    "fill.negative": "{value} est négatif, or il s’agit d’un comptage",
    "fill.twice": "« {name} » est donné deux fois pour la période {period}, ici {value} et avant "
    "{other} ({where}) ; gardez le bon, ou écrivez au-dessus de chaque tableau son année",
    "fill.several_days": "« {period} » et « {other} » ({where}) sont des jours d’une même période "
    "du classeur, et les chiffres de plusieurs jours ne sont pas additionnés ici ; donnez un "
    "chiffre par période",
    "fill.calculated": "« {name} » se calcule ici, à partir de {labels}, et a été laissé de côté",
    "fill.calculated_only": "« {name} » se calcule ici, à partir de {labels} : donnez ceux-ci, ou "
    "laissez-le de côté avec --map '{name}='",
    "fill.setting": "réglage inconnu « {name} » ; il y a {known}",
    "fill.setting_value": "« {value} » ne convient pas au réglage {name}",
    "fill.setting_months": "« {value} » ne peut être le réglage {name} : une année doit se diviser "
    "en périodes, de 1, 2, 3, 4, 6 ou 12 mois",
    "fill.calendar_moves": "{name} ne peut pas devenir {value} : les chiffres déjà là "
    "appartiendraient à d’autres périodes ; prenez un nouveau classeur (xl-kpis template)",
    "fill.room": "la table « {log} » a encore de la place pour {room} lignes, les données en ont "
    "{rows}",
    "fill.required": "« {field} » manque",
    "fill.field_date": "« {value} » n’est pas une date ({field}) ; écrivez-la comme 2026-03-31",
    "fill.field_rating": "« {value} » n’est pas une note de l’échelle, de {low} à {high} "
    "({field}) ; "
    "écrivez-la comme un nombre de cette échelle, ou laissez la cellule vide si personne n’a "
    "répondu",
    "fill.field_count": "« {value} » n’est pas un nombre à partir de 0 ({field}) ; "
    "écrivez des chiffres, ou laissez la cellule vide si personne n’a compté",
    "fill.field_amount": "« {value} » n’est pas un nombre ({field}) ; "
    "écrivez des chiffres, ou laissez la cellule vide s’il n’y a pas de montant",
    "fill.field_kind": "« {value} » n’est pas un type connu ({field}) ; il y a {known}",
    "fill.status": "le statut « {value} » ({rows}) n’est dans aucune des listes du classeur ; "
    "dites "
    "ce qu’il signifie avec --status '{value}=tenue' (ou manquée, ignorée), ou inscrivez-le dans "
    "une "
    "liste de la feuille Paramètres",
    "fill.status_meaning": "« {value} » n’est pas une signification ; écrivez tenue, "
    "manquée ou ignorée",
    "fill.dates_unsure": "{value} peut se lire le jour d’abord ou le mois d’abord, et rien dans la "
    "colonne ne le dit ; précisez avec --dates dmy (jour) ou --dates mdy (mois)",
    "fill.dates_year": "{value} peut commencer par l’année ou par le jour ; écrivez les années en "
    "quatre chiffres, ou dites-le avec --dates dmy",
    "fill.long": "« {value} » ({field}) couvre {found} ; donnez le jour ou le mois",
    "fill.first_day": "« {value} » n’est pas un seul jour ; compris comme {day}",
    "fill.dates_contradict": "{value} ne peut se lire que le mois d’abord, mais {other} ({where}) "
    "que le jour d’abord ; écrivez les dates d’une colonne dans un seul ordre",
    "fill.dates_against": "{value} ne peut pas se lire dans l’ordre demandé",
    "fill.decimal_unsure": "« {value} » peut valoir {one} ou {other}, et rien dans le fichier ne "
    "le "
    "dit ; précisez avec --decimal point ou --decimal comma (virgule)",
    "fill.decimal_contradict": "« {value} » et « {other} » ({where}) n’ont pas le même signe "
    "décimal ; écrivez tous les nombres d’un fichier de la même façon",
    "fill.log_unsure": "ces lignes peuvent appartenir à plusieurs journaux ({logs}) ; dites auquel "
    "avec --log",
    "fill.log_unknown": "le classeur n’a pas de journal « {name} » ; il y a {known}",
    "fill.map_unknown": "rien ne s’appelle « {name} » ; visez une colonne ({fields}), un "
    "chiffre par son libellé, ou rien",
    "fill.name_absent": "aucun en-tête ni nom « {name} » n’a été trouvé",
    "fill.name_near": "aucun en-tête ni nom « {name} » n’a été trouvé ; vouliez-vous dire {near} ?",
    "fill.currencies": "des montants en plusieurs devises ({found}) ne s’additionnent pas ; prenez "
    "l’une d’elles avec --where '{column}={one}'",
    "fill.currencies_marked": "« {value} » est dans une autre monnaie que des montants qui "
    "précèdent ({other}), et ils ne s’additionnent pas ; donnez les chiffres dans une seule "
    "monnaie",
    "fill.columns_unsure": "plusieurs colonnes peuvent être « {field} » ({columns}) ; dites "
    "laquelle avec --map '{one}={field}'",
    "fill.flag": "« {value} » n’est ni oui ni non (colonne « {column} »)",
    "fill.thousands": "« {name} » indique des montants en milliers ou plus ; donnez-les en entier",
    "fill.scale": "les notes de « {column} » vont jusqu’à {best}, et celles du classeur jusqu’à "
    "{high} ; donnez-les sur cette échelle{how}",
    "fill.unpaid": "« {value} » ({column}) s’oppose à compter cette ligne comme payée ; dites "
    "quelles lignes comptent avec --where '{column}=…' ou --unless '{column}={value}' (* tient "
    "lieu de n’importe quoi), ou écrivez ce qui a été rendu comme montant négatif",
    "fill.billed": "« {column} » dit que ce sont des factures, et rien ne dit qu’elles ont été "
    "payées ; ajoutez une colonne qui le dise, ou dites avec --map '{column}=' qu’elles "
    "l’ont toutes été",
    "fill.maybe_paid": "« {value} » ({column}) ne dit pas si cela a été payé ; dites quelles "
    "lignes comptent avec --where '{column}=…', ou laissez de telles lignes de côté avec "
    "--unless '{column}={value}' (* tient lieu de n’importe quoi)",
    "fill.grid_blanks": "il n’y a rien dans {cells} de cette grille, et rien ne dit si quelqu’un "
    "n’est pas venu ou s’il n’y a pas eu de séance : écrivez-y ce qu’il en est, ou dites-le pour "
    "toutes avec --status '=missed' ou --status '=ignored'",
    "fill.stacked_rows": "deux lignes d’en-têtes ({columns}) se trouvent au-dessus de {rows} de "
    "chiffres, et aucune n’est le total : ajoutez-en une qui s’appelle « Total », ou donnez un "
    "tableau à une seule ligne d’en-têtes",
    "fill.grid_nobody": "des marques se trouvent sur cette ligne, et aucun nom ; écrivez-le, ou "
    "supprimez la ligne",
    "fill.prepaid": "« {value} » ({column}) dit que ceci a été payé avec une carte cadeau, un "
    "avoir, un forfait ou autre dont la vente a déjà compté ; laissez de telles lignes de côté "
    "avec --unless '{column}={value}' (* tient lieu de n’importe quoi), ou dites avec "
    "--map '{column}=' que toutes sont de l’argent nouveau",
    "fill.prepaid_part": "« {value} » ({column}) dit qu’une part de ceci a été payée avec une "
    "carte cadeau, un avoir, un forfait ou autre dont la vente a déjà compté, sans dire combien ; "
    "laissez de telles lignes de côté avec --unless '{column}={value}' (* tient lieu de "
    "n’importe quoi) et ajoutez à la main ce qui a été payé autrement, ou dites avec "
    "--map '{column}=' que tout est de l’argent nouveau",
    "fill.prepaid_beside": "{value} sous « {column} » a été payé avec ce qui avait été vendu "
    "avant et a déjà compté, et est peut-être à retrancher du montant ; "
    "retranchez-le avec --map '{column}=-{field}', ou dites avec --map '{column}=' que le montant "
    "ne le comprend pas",
    "fill.trial": "« {value} » ({column}) dit que cette ligne est un essai ; laissez de telles "
    "lignes de côté avec --unless '{column}={value}', ou dites qu’elles comptent avec "
    "--map '{column}='",
    "fill.beside": "{value} sous « {column} » est peut-être à retrancher du montant ; "
    "retranchez-le avec --map '{column}=-{field}', ou dites avec --map '{column}=' que le montant "
    "est déjà celui-là",
    "fill.times": "il y en a {value} (« {column} »), et « {amount} » est peut-être le prix d’une "
    "seule ; donnez une colonne de ce qui a été payé en tout, ou dites avec --map '{column}=' que "
    "le montant est déjà celui-là",
    "fill.several": "« {column} » vaut {value}, et une ligne du journal « {log} » en vaut une ; "
    "donnez une ligne pour chacune, ou dites avec --map '{column}=' que c’en est une",
    "fill.incomplete": "« {value} » ({column}) dit que cette réponse n’a pas été terminée ; "
    "laissez de telles lignes de côté avec --unless '{column}={value}', ou dites qu’elles "
    "comptent avec --map '{column}='",
    "fill.not_client": "« {value} » ({column}) ne dit pas que c’est un client encore présent ; "
    "donnez le jour du départ, laissez de telles lignes de côté avec --unless '{column}={value}', "
    "ou dites qu’elles comptent avec --map '{column}='",
    "fill.heading_twice": "« {name} » figure au-dessus de deux colonnes qui diffèrent, ici et en "
    "{where} ; donnez à l’une un autre titre, ou à chaque tableau sa propre feuille",
    "fill.summary": "« {value} » ({column}) dit que cette ligne est un total ou un solde, et non "
    "un enregistrement ; laissez-la de côté avec --unless '{column}={value}'",
    "fill.same_person": "« {name} » et « {other} » ({where}) ont la même adresse ({value}) et sont "
    "peut-être un seul client, qui compterait double ; gardez une des deux lignes, ou donnez une "
    "adresse à chacun",
    "fill.alike": "pareilles en tout à une ligne d’avant, et pourtant comptées dans le journal "
    "« {log} » : {rows} ; si elles ont été saisies deux fois, retirez-les",
    "fill.payouts": "la colonne « {column} » est celle de virements vers une banque, soit ce que "
    "les clients ont payé, moins frais et remboursements ; exportez les paiements, ou dites avec "
    "--map '{column}=' que ce sont des paiements",
    "fill.unlike": "« {name} », le {day}, est autrement dans le journal « {log} » d’après "
    "{where} ; gardez la ligne juste, et retirez l’autre",
    "fill.unlike_there": "« {name} », le {day}, est déjà dans le journal « {log} » du classeur, "
    "mais autrement, et compterait double ; donnez --replace pour mettre ces lignes à la place des "
    "anciennes, ou corrigez le classeur",
    "fill.dates_swapped": "{value} est un jour, et {other} ({where}) un jour en chiffres resté du "
    "texte : un logiciel a sans doute pris le jour pour le mois là où il pouvait ; exportez de "
    "nouveau et ouvrez comme texte, ou dites avec --dates dmy ou --dates mdy que tout est juste",
    "fill.decimal_odd": "« {value} » vaudrait {one}, seul nombre à trois décimales ; si c’est "
    "{other}, écrivez-le sans le signe au milieu, sinon dites-le avec --decimal {sign}",
    "fill.numbered": "{period} peut être le numéro d’une période du classeur ou de l’année ; "
    "écrivez les périodes avec leur année, comme 2026-03 ou T1 2026",
    "fill.other_figure": "« {name} » ({other}) est un autre chiffre que « {label} » ; donnez "
    "celui-là, ou dites avec --map '{name}=' que cela ne compte pas",
    "fill.not_actual": "« {value} » dit que ces chiffres ne sont pas ceux qui ont eu lieu, ou sont "
    "d’une autre unité ; retirez-les, ou corrigez ce qui est dit",
    "fill.ragged": "cette ligne a plus de cellules qu’il n’y a d’en-têtes ({cells}, {heads}) : un "
    "« {sign} » se trouve sans doute dans l’une d’elles ; mettez de telles cellules entre "
    "guillemets, ou séparez-les par un autre signe",
    "fill.hidden_sheet": "la feuille « {name} » est masquée, et ce qui s’y trouve compterait ; "
    "affichez-la, ou supprimez-la",
    "fill.hidden_rows": "non affiché, comme par un filtre, et compterait pourtant : {rows} ; "
    "affichez toutes les lignes, ou supprimez celles qui ne comptent pas",
    "fill.struck": "barré, et pourtant cela compterait : {rows} ; supprimez ce qui ne compte pas, "
    "ou retirez le trait de ce qui compte",
    "fill.hidden_columns": "des chiffres de cette colonne compteraient, et elle est masquée ; "
    "affichez-la, ou supprimez-la",
    "fill.hundredths": "« {name} » indique des montants en centimes ; donnez-les en entier",
    "fill.statement": "c’est un relevé de compte, et rien ne dit ce que des clients y ont payé ; "
    "prenez ce qui est entré et laissez ce qui est sorti avec --map '{came}={field}' "
    "--unless '{went}=*[1-9]*', et écartez avec un autre --unless ce qu’aucun client n’a payé",
    "fill.not_held": "« {column} » dit « {value} », ce qui contredit le statut de cette ligne ; "
    "dites quelles lignes comptent avec --unless '{column}={value}', ou corrigez le statut",
    "fill.absent_beside": "« {column} » dit « {value} », ce qui contredit le statut de cette "
    "ligne, et qui n’est pas venu compte ; corrigez le statut, ou faites prendre cette colonne "
    "pour lui avec "
    "--map '{column}=Statut'",
    "fill.spent": "{value} sort d’un compte (colonne « {balance} »), et rien ne dit que c’est un "
    "remboursement ; {rows} de ce genre : laissez-les de côté avec --unless '{column}=-*', ou "
    "retranchez-les de ce qui a été payé avec --map '{balance}='",
    "fill.before": "« {field} » ({day}) est avant « {other} » ({first}) ; corrigez l’une "
    "des deux dates",
    "fill.there_twice": "« {name} » est deux fois en même temps dans le journal « {log} », ici "
    "et depuis le {first} ({where}), et compterait double ; gardez une "
    "seule des deux lignes, ou distinguez deux personnes du même nom",
    "fill.there_already": "« {name} » est déjà dans le journal « {log} » du classeur, depuis le "
    "{first}, et compterait double ; donnez --replace pour mettre ces "
    "lignes à la place des anciennes, ou corrigez le classeur",
    "fill.not_refund": "{value} porte « {kind} » sous « {transaction} », et rien ne dit que "
    "c’est un remboursement ; {rows} de ce genre : laissez-les de côté avec "
    "--unless '{transaction}={kind}', ou retranchez-les de ce qui a été "
    "payé avec --map '{transaction}='",
    "fill.partly": "« {value} » : aucune colonne ne dit combien a été remboursé ; laissez ces "
    "lignes de côté avec --unless, et ajoutez le reste à la main",
    "fill.decimal_here": "« {value} » peut se lire de deux façons, et il faut en retrancher "
    "quelque chose ; dites laquelle avec --decimal point ou --decimal comma",
    "fill.upside_down": "« {value} » : ici {low} est la meilleure note, et dans le classeur c’est "
    "{high} ; inversez les notes",
    "fill.low": "aucune note sous « {column} » ne dépasse {highest}, et celles du classeur "
    "vont jusqu’à {high} : si {best} était la meilleure réponse, faites-les prendre ainsi avec "
    "--map '{column}={field}/{best}' ; si c’était {high}, dites-le avec "
    "--map '{column}={field}/{high}'",
    "fill.scale_how": ", ou faites prendre chacune {times} fois avec "
    "--map '{column}={field}/{best}'",
    "fill.given_back": "des montants négatifs réduisent ce qui a été payé : {rows} ; si ce ne sont "
    "pas des remboursements, écartez-les avec --unless",
    "fill.preset_wrong": "{file} ne peut pas servir de préréglage : {key}",
    "fill.preset_absent": "cela ne ressemble pas à {preset} ; il manque {columns}",
    # Meanings of a status
    "called.status.held": "tenue, tenu, tenues, vu, vue, venu, venue, honoré, honorée",
    "called.status.missed": "manquée, manqué, manquées, absent, absente, non honoré, "
    "non honorée, absent excusé, "
    "absente excusée, absent non excusé, absente non excusée, absence excusée, "
    "absence non excusée",
    "called.status.ignored": "ignorée, ignoré, laissée de côté",
    "called.status.moved": "reporté, reportée, reprogrammé, reprogrammée, replanifié, replanifiée, "
    "déplacé, déplacée, décalé, décalée, différé, différée",
    "called.status.made": "accepté, acceptée, confirmé, confirmée, approuvé, approuvée, réservé, "
    "réservée, programmé, programmée, planifié, planifiée, prévu, prévue",
    "called.status.unclear": "présent, présente, arrivé, arrivée, a eu lieu, a assisté, en retard, "
    "pas venu, pas venue, non venu, non venue, non présenté, non présentée, annulation tardive, "
    "annulé tardivement, annulée tardivement, annulé à temps, annulée à temps",
    "called.by_us": "nous, praticien, praticienne, coach, mentor, mentore, conseiller, "
    "conseillère, consultant, consultante, thérapeute, formateur, formatrice, professeur, "
    "intervenant, intervenante, animateur, animatrice, organisateur, organisatrice, hôte, "
    "cabinet, studio, secrétariat",
    "called.by_them": "patient, patiente, client, cliente, invité, invitée, participant, "
    "participante, élève, étudiant, étudiante, membre, adhérent, adhérente, mentoré, mentorée, "
    "coaché, coachée",
    # Presets that ship
    "preset.booking": "un export de réservations",
    "preset.survey": "un export d’enquête",
    "preset.payments": "un export de paiements",
}
