import { background } from './background-es.ts';
import { type Language, lines } from './language.ts';
import { stopWordsOf } from './stop-words.ts';

/** Spanish. */
export const language: Language = {
  code: 'es',
  stopWords: stopWordsOf('es'),
  contractions: { del: 'de el', al: 'a el', q: 'que', xq: 'por que', porfa: 'por favor' },
  endings: [
    ['aciones', '', 3],
    ['amientos', '', 3],
    ['imientos', '', 3],
    ['amiento', '', 3],
    ['imiento', '', 3],
    ['acion', '', 3],
    ['iciones', '', 3],
    ['icion', '', 3],
    ['mente', '', 3],
    ['ando', '', 3],
    ['iendo', '', 3],
    ['ados', '', 3],
    ['adas', '', 3],
    ['idos', '', 3],
    ['idas', '', 3],
    ['ado', '', 3],
    ['ada', '', 3],
    ['ido', '', 3],
    ['ida', '', 3],
    ['arlo', '', 3],
    ['arla', '', 3],
    ['erlo', '', 3],
    ['irlo', '', 3],
    ['arme', '', 3],
    ['ar', '', 3],
    ['er', '', 3],
    ['ir', '', 3],
    ['es', '', 3],
    ['os', '', 3],
    ['as', '', 3],
    ['o', '', 3],
    ['a', '', 3],
    ['e', '', 3],
    ['s', '', 3],
  ],
  undouble: false,
  joiners: ['y', 'además', 'también', 'luego', 'pero'],
  synonyms: lines(`
cancelar anular suspender
comprar pedir adquirir ordenar
pedido orden compra encargo
cambiar modificar actualizar editar
borrar eliminar quitar
enviar mandar entregar
envio entrega paquete
devolver devolucion retornar
reembolso reembolsar reintegro
factura recibo
precio coste costo tarifa valor
barato economico
descuento cupon promocion oferta
ayuda asistencia soporte ayudar
roto averiado defectuoso danado
error problema fallo
arreglar reparar
contrasena clave
cuenta perfil
llamar telefono telefonear
persona humano agente asesor
horario abierto apertura
cita reserva turno
reservar agendar
coche auto carro
casa hogar piso vivienda
viaje vacaciones
buscar encontrar localizar
pagar abonar
transferir transferencia
direccion domicilio
`),
  background: lines(background),
};
