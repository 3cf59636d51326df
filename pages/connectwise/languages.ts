import type { Screen } from '../screen/thing.ts';
import { words } from '../screen/words.ts';

/**
 * What an administrator sees in other languages. No public source shows ConnectWise in them, so these are unverified:
 * they only tell that a screen is not in English, and nothing is pressed by them.
 */
const WORDS: Record<string, readonly string[]> = {
  German: [
    'Sicherheitsrollen',
    'Mitglieder',
    'API-Mitglieder',
    'Einstellungen',
    'Meine Firma',
    'Suchen',
    'Abmelden',
    'Speichern',
    'Schließen',
    'Verwaltung',
  ],
  French: [
    'Rôles de sécurité',
    'Membres',
    'Membres API',
    'Rechercher',
    'Se déconnecter',
    'Déconnexion',
    'Enregistrer',
    'Fermer',
    'Paramètres',
    'Mon entreprise',
  ],
  Spanish: [
    'Roles de seguridad',
    'Miembros',
    'Miembros API',
    'Buscar',
    'Cerrar sesión',
    'Guardar',
    'Cerrar',
    'Configuración',
    'Mi empresa',
  ],
  Dutch: [
    'Beveiligingsrollen',
    'Leden',
    'API-leden',
    'Zoeken',
    'Afmelden',
    'Opslaan',
    'Sluiten',
    'Instellingen',
    'Mijn bedrijf',
  ],
  Italian: ['Ruoli di sicurezza', 'Membri', 'Membri API', 'Cerca', 'Disconnetti', 'Salva', 'Chiudi', 'Impostazioni'],
  Portuguese: [
    'Funções de segurança',
    'Membros',
    'Membros da API',
    'Pesquisar',
    'Salvar',
    'Guardar',
    'Fechar',
    'Configurações',
  ],
};

/** The language that a screen is shown in, if some of its words are known ones of another language than English. */
export function foreignLanguage(screen: Screen): string | undefined {
  const counted = Object.entries(WORDS)
    .map(([language, known]) => ({ language, count: known.filter((word) => words(screen, [word]).length > 0).length }))
    .sort((a, b) => b.count - a.count);
  return counted[0]!.count > 0 ? counted[0]!.language : undefined;
}
