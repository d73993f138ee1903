import { background } from './background-pt.ts';
import { type Language, lines } from './language.ts';
import { stopWordsOf } from './stop-words.ts';

/** Portuguese. */
export const language: Language = {
  code: 'pt',
  stopWords: stopWordsOf('pt'),
  contractions: { pra: 'para', vc: 'voce', q: 'que', pq: 'por que', ta: 'esta', to: 'estou' },
  endings: [
    ['amentos', '', 3],
    ['imentos', '', 3],
    ['amento', '', 3],
    ['imento', '', 3],
    ['acoes', '', 3],
    ['acao', '', 3],
    ['icoes', '', 3],
    ['icao', '', 3],
    ['mente', '', 3],
    ['ando', '', 3],
    ['endo', '', 3],
    ['indo', '', 3],
    ['ados', '', 3],
    ['adas', '', 3],
    ['idos', '', 3],
    ['idas', '', 3],
    ['ado', '', 3],
    ['ada', '', 3],
    ['ido', '', 3],
    ['ida', '', 3],
    ['oes', 'ao', 2],
    ['ar', '', 3],
    ['er', '', 3],
    ['ir', '', 3],
    ['os', '', 3],
    ['as', '', 3],
    ['es', '', 3],
    ['o', '', 3],
    ['a', '', 3],
    ['e', '', 3],
    ['s', '', 3],
  ],
  undouble: false,
  joiners: ['e', 'também', 'depois', 'mas', 'além disso'],
  synonyms: lines(`
cancelar anular encerrar
comprar pedir adquirir encomendar
pedido encomenda compra
mudar alterar modificar trocar atualizar
apagar excluir remover eliminar
enviar mandar entregar
entrega envio pacote
devolver devolucao
reembolso reembolsar estorno
fatura recibo boleto conta
preco custo valor tarifa
desconto cupom promocao
ajuda suporte ajudar
quebrado defeituoso danificado estragado
erro problema falha
consertar reparar arrumar
senha codigo
ligar telefonar telefone
atendente humano pessoa
horario aberto funcionamento
reservar agendar marcar
carro automovel veiculo
viagem ferias
procurar encontrar achar
pagar pagamento
endereco morada
`),
  background: lines(background),
};
