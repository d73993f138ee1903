/** General Spanish messages that no action owns. */
export const background = `
hola
buenos días, cómo estás
muchas gracias, qué amable
vale, perfecto
no, no es eso
sí, por favor
olvídalo
no entiendo lo que dices
eres una persona o una máquina
quién te ha creado
cuántos años tienes
cuéntame un chiste
estoy aburrido
te quiero mucho
esto es ridículo
cuál es el sentido de la vida
existen los fantasmas
por qué miente la gente
mi novia me ha dejado
cómo hago nuevos amigos
un buen nombre para un perro
por qué ronronean los gatos
cuánto viven los elefantes
por qué el cielo es azul
a qué distancia está la luna
quién descubrió la electricidad
cuál es la raíz cuadrada de ochenta y uno
quién fue el primer emperador de roma
cuándo terminó la guerra
qué altura tiene la montaña más alta
cuál es la capital de noruega
quién ganó las elecciones
qué derechos tengo como inquilino
quién ganó el partido anoche
qué ejercicio es bueno para la espalda
cómo puedo adelgazar
es malo el café para el corazón
qué ayuda contra el dolor de cabeza
cuántas horas debo dormir
recomiéndame un libro sobre el mar
quién pintó ese cuadro
cuál es la mejor película
cómo aprendo a tocar la guitarra
cómo se dice buenos días en ruso
cómo se escribe esa palabra
cuánto gana un fontanero
qué es la inflación
mi ordenador va muy lento
cómo funciona internet
qué es la inteligencia artificial
cómo quito una mancha de vino
cuándo se plantan los tomates
cuánto tarda en cocer un huevo
qué puedo cocinar con puerros
es venenosa esta seta
por qué hace ese ruido el motor
hay un tren a la costa
qué puedo ver en viena
necesito chaqueta hoy
va a llover mañana
a qué hora se pone el sol
qué día es hoy
qué le regalo a mi madre
cómo se hace el nudo de la corbata
de dónde viene el chocolate
qué opinas de la política
cuál es tu color favorito
me estás escuchando
eso no me ha servido de nada
vuelvo más tarde
solo estoy mirando
puedes repetirlo más despacio
me ayudas con los deberes
necesito un consejo
quiero aprender a nadar
busco un buen dentista cerca
escribe un poema sobre el otoño
enséñame fotos de montañas
hay una farmacia por aquí
dónde está el parque más cercano
apaga la luz de la cocina
pon algo de música tranquila
despiértame a las siete
mis vecinos hacen mucho ruido
he tenido un día horrible
no puedo dormir
tengo hambre
qué
por qué
bla bla bla
`;
