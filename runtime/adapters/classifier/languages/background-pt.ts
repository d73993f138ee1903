/** General Portuguese messages that no action owns. */
export const background = `
olá
bom dia, tudo bem
muito obrigado, que gentil
está bem, perfeito
não, não é isso
sim, por favor
esquece
não entendo o que você diz
você é uma pessoa ou uma máquina
quem te criou
quantos anos você tem
conte uma piada
estou entediado
gosto muito de você
isto é ridículo
qual é o sentido da vida
fantasmas existem
por que as pessoas mentem
minha namorada me deixou
como faço novos amigos
um bom nome para um cachorro
por que os gatos ronronam
quanto tempo vive um elefante
por que o céu é azul
a que distância fica a lua
quem descobriu a eletricidade
qual é a raiz quadrada de oitenta e um
quem foi o primeiro imperador de roma
quando acabou a guerra
qual é a montanha mais alta
qual é a capital da noruega
quem ganhou as eleições
quais são meus direitos como inquilino
quem ganhou o jogo ontem
que exercício é bom para as costas
como perder peso
café faz mal ao coração
o que ajuda contra dor de cabeça
quantas horas devo dormir
recomende um livro sobre o mar
quem pintou esse quadro
qual é o melhor filme
como aprendo a tocar violão
como se diz bom dia em russo
como se escreve essa palavra
quanto ganha um encanador
o que é inflação
meu computador está muito lento
como funciona a internet
o que é inteligência artificial
como tiro uma mancha de vinho
quando se plantam tomates
quanto tempo leva para cozinhar um ovo
este cogumelo é venenoso
por que o motor faz esse barulho
há um trem para o litoral
o que visitar em viena
preciso de casaco hoje
vai chover amanhã
a que horas o sol se põe
que dia é hoje
que presente dou à minha mãe
como se faz o nó da gravata
de onde vem o chocolate
o que você acha da política
qual é a sua cor favorita
você está me ouvindo
isso não me ajudou em nada
volto mais tarde
só estou olhando
pode repetir mais devagar
me ajuda com a lição de casa
preciso de um conselho
quero aprender a nadar
procuro um bom dentista por perto
escreva um poema sobre o outono
mostre fotos de montanhas
há uma farmácia por aqui
onde fica o parque mais próximo
apague a luz da cozinha
toque algo calmo
me acorde às sete
meus vizinhos fazem muito barulho
tive um dia horrível
não consigo dormir
estou com fome
o quê
por quê
`;
